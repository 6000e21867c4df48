"""Two who count the same over time, hand-made: a ministry with its spokeswoman, and the eyes of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase import Answer, Attribution, Document, Factbase, Name, Question, Source, Statement

if TYPE_CHECKING:
    from pathlib import Path

DAYS = [f"2024-05-{day:02}" for day in range(1, 21)]


def question(ident: str, text: str, answer_type: str = "number") -> Question:
    """Return a question."""
    return Question(
        id=ident, text=text, answer_type=answer_type, unit="bridges" if answer_type == "number" else None
    )


def statement(
    ident: str, speaker: str, asked: str, value: str | None, said: str | None = None, *, denies: bool = False
) -> Statement:
    """Return what a speaker answers to a question; None declines."""
    kind = "refusal" if value is None else "assessment" if speaker == "eyes" else "assertion"
    return Statement(
        id=ident,
        document="news",
        kind=kind,
        content=f"{ident} <b>",
        attributions=[
            Attribution(
                source=speaker,
                certainty=None if value is None else "certain",
                polarity="denies" if denies else "affirms",
                said=said,
                confidence="certain",
            )
        ],
        answers=[Answer(question=asked, value=value)] if value is not None else [],
        declines=[asked] if value is None else [],
    )


def recorded(path: Path) -> Path:
    """Record two who count closed bridges for twenty days, and a spokeswoman of one; and questions of no series."""
    with Factbase(path) as base, base.recording(by="desk", note="made") as changes:
        for ident, name, capacity, principal in (
            ("paper", "The Paper", "press", None),
            ("ministry", "Ministry of <i>Roads</i>", "official", None),
            ("spokeswoman", "A spokeswoman", "official", "ministry"),
            ("eyes", "Eyes", "expert", None),
            ("nobody-else", "Nobody else", "other", None),
        ):
            changes.add(
                Source(
                    id=ident,
                    kind="organization",
                    names=[Name(name=name)],
                    capacity=capacity,
                    acts_for=principal,
                )
            )
        changes.add(Document(id="news", publisher="paper", published="2024-06-01"))
        for number, day in enumerate(DAYS):
            changes.add(question(f"bridges-closed-{day}", f"How many bridges were closed on {day}?"))
            speaker = "spokeswoman" if number % 2 else "ministry"
            changes.add(
                statement(f"official-{day}", speaker, f"bridges-closed-{day}", str(1000 + number), day)
            )
            if number >= 5:
                floor = 2000 if number == 19 else 400 + number
                changes.add(statement(f"seen-{day}", "eyes", f"bridges-closed-{day}", f">={floor}", day))
        changes.add(question("bridges-closed-other-2024-05-06", "Of another series?"))
        changes.add(statement("other", "eyes", "bridges-closed-other-2024-05-06", "7"))
        changes.add(question("is-it-safe", "Is it safe?", "yes-no"))
        changes.add(statement("safe", "spokeswoman", "is-it-safe", "yes", "2024-05-01"))
        changes.add(statement("unsafe", "eyes", "is-it-safe", "yes", "2024-05-02", denies=True))
        changes.add(question("who-pays", "Who pays?", "text"))
        changes.add(statement("silence", "ministry", "who-pays", None, "2024-05-03"))
        changes.add(statement("payer", "eyes", "who-pays", "the town", "2024-05-03"))
    return path
