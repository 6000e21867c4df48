"""A world full of hostile words: markup, scripts, template syntax and controls in every field that takes text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase import Factbase
from factbase.model import (
    Answer,
    Attribution,
    Choice,
    Document,
    Likelihood,
    Link,
    Name,
    Question,
    Rating,
    Role,
    Source,
    Span,
    Statement,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factbase.model import Record

HOSTILE = (
    "\"'><script>alert(1)</script><i-was-here onclick=x style=x>{{1234*4321}}{% raise %}{#</script>--></title></style>"
    "<!--]]>javascript:alert(1)\u202e\u2066\ufeff\ue000\ue001\x01\x07\x08\x1b[31m\x7f\x85\u2028&lt;\\u003c"
)
"""Markup, quotes, template syntax, a script's address, overrides of direction, the marks of found words, controls."""

LONG = "word" * 250_000
"""A word of a million characters."""

SCRIPT = "javascript:alert(1)//"
"""An address that would run."""

SOURCES = ("speaker", "relay", "outlet", "body", "nameless")
STATEMENTS = ("first", "second", "silent", "planned")
QUESTIONS = ("q", "when", "how-many")
DOCUMENTS = ("paper", "copy", "excerpt", "unheld")


def hostile_world(path: Path) -> Path:
    """Record it into a new database, with one version retired, and return its path."""
    with Factbase(path) as base:
        with base.recording(by=HOSTILE, note=HOSTILE, file=HOSTILE) as changes:
            for record in (*_around(), *_questions(), *_statements(), *_judgements()):
                changes.add(record)
        with base.recording(by=HOSTILE, note=LONG, file=LONG) as changes:
            changes.retire("gone", why=HOSTILE, noun="topic")
            changes.add(_statement("silent", kind="refusal", content=LONG, declines=("q",)))
    return path


def _around() -> Iterator[Record]:
    yield Topic(id="topic", kind="theme", name=HOSTILE)
    yield Topic(id="long", kind="event", name=LONG)
    yield Topic(id="gone", kind="theme", name=HOSTILE)
    roles = (Role(title=HOSTILE, capacity="official", start="2020"), Role(title=LONG, capacity="official"))
    for ident, kind in (("relay", "group"), ("outlet", "outlet"), ("body", "organization")):
        yield Source(
            id=ident, kind=kind, names=(Name(name=LONG if ident == "body" else HOSTILE), Name(name="x"))
        )
    yield Source(
        id="speaker",
        kind="person",
        names=(Name(name=HOSTILE), Name(name=LONG, language="ko")),
        acts_for="body",
        roles=roles,
    )
    yield Source(id="nameless", kind="person", names=(Name(name=HOSTILE),), anonymous=True, reason=HOSTILE)
    said = {
        "publisher": "outlet",
        "credit": "relay",
        "title": HOSTILE,
        "byline": HOSTILE,
        "published": "2024-01-02",
    }
    urls = {"url": SCRIPT + HOSTILE, "archived_url": "JaVaScRiPt:alert(1)"}
    text = f"{HOSTILE} {LONG} {HOSTILE}"
    yield Document(id="paper", **said, **urls, text=text, rights="full", media_type=HOSTILE)
    yield Document(
        id="copy", publisher="body", title=LONG, copies="paper", url="data:text/html,<script>1</script>"
    )
    yield Document(id="excerpt", **said, url=" javascript:alert(1)", text=text, rights="excerpt")
    yield Document(id="unheld", publisher="outlet", title=HOSTILE, byline=LONG)


def _questions() -> Iterator[Record]:
    choices = (Choice(value="a", label=HOSTILE), Choice(value="b", label=LONG))
    yield Question(id="q", text=HOSTILE, answer_type="choice", choices=choices, resolution=HOSTILE)
    yield Question(
        id="when",
        text=LONG,
        answer_type="date",
        resolution=LONG,
        deadline="2024-12-31",
        outcome="2024-05-01",
        outcome_statement="first",
    )
    yield Question(id="how-many", text=HOSTILE, answer_type="number", unit=LONG)


def _statement(ident: str, **fields: object) -> Statement:
    """Return a statement relayed by one and said by another, in hostile words."""
    kind = str(fields.get("kind"))
    relay = Attribution(
        source="relay", as_printed=HOSTILE, cue=HOSTILE, said="2024-01-01", said_printed=HOSTILE
    )
    speaker = Attribution(
        source="speaker",
        as_printed=HOSTILE,
        cue=HOSTILE,
        confidence="possible",
        **({} if kind == "refusal" else {"hedge": HOSTILE, "certainty": "possible"}),
        likelihoods=(Likelihood(scheme="icd203", term="likely"),) if kind == "forecast" else (),
    )
    hops = (relay, speaker)
    return Statement(
        **{"id": ident, "document": "paper", "attributions": hops, "condition": HOSTILE, **fields}
    )


def _statements() -> Iterator[Record]:
    text = f"{HOSTILE} {LONG} {HOSTILE}"
    whole = Span(start=0, end=len(text), exact=text, locator=HOSTILE)
    short = Span(start=0, end=len(HOSTILE), exact=HOSTILE, locator=HOSTILE)
    at = {"event_date": "2024-05", "event_date_printed": HOSTILE, "topics": ("topic", "long")}
    yield _statement(
        "first",
        kind="forecast",
        content=HOSTILE,
        spans=(whole,),
        answers=(Answer(question="q", value="a", written=HOSTILE), Answer(question="when", value="2024-05")),
        **at,
    )
    yield _statement(
        "second",
        kind="assertion",
        content=text,
        document="excerpt",
        spans=(short,),
        answers=(Answer(question="q", value="b"), Answer(question="how-many", value="3")),
        **at,
    )
    yield _statement("silent", kind="refusal", content=HOSTILE, declines=("q",))
    yield _statement(
        "planned",
        locator=HOSTILE,
        kind="intention",
        content=LONG,
        document="unheld",
        answers=(Answer(question="when", value="2024-06"),),
    )


def _judgements() -> Iterator[Record]:
    of_a_source = {"source": "speaker", "scheme": "admiralty-reliability", "value": "B"}
    of_a_statement = {"statement": "first", "scheme": "admiralty-credibility", "value": "2"}
    yield Rating(evaluator="outlet", rated="2024", reason=HOSTILE, **of_a_source)
    yield Rating(evaluator="outlet", rated="2024", reason=LONG, **of_a_statement)
    yield Link(type="derived-from", from_statement="first", to_statement="second", basis="inferred")
    yield Link(type="corrects", from_document="unheld", to_document="paper")
