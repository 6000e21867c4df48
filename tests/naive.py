"""The definitions of origins and disputes, written naively: sets and loops in Python, no SQL, nothing precomputed.

Only what `tests.tied` draws is covered: a choice of which several hold, yes-no, and a date.
"""

from __future__ import annotations

import calendar
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from tests.tied import PAPERS, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factbase.model import Statement

EXPECTING = ("forecast", "intention", "directive")
Span = tuple[str, str]


def days(written: str) -> Span:
    """Return the first and the last day of a month, or of a day."""
    if len(written) == len("2023-11-21"):
        return written, written
    year, month = map(int, written.split("-"))
    return f"{written}-01", f"{written}-{calendar.monthrange(year, month)[1]}"


@frozen(kw_only=True)
class Stance:
    """A statement and one answer that it gives, "denies yes" being read as "affirms no"."""

    statement: str
    question: str
    answer: str
    polarity: str
    family: str
    kind: str
    speaker: str
    committed: bool
    standing: str
    document: str
    time: Span | None
    published: str

    @property
    def answered(self) -> tuple[str, str, str]:
        """The answer that is given, to which question, and whether it is affirmed."""
        return self.question, self.answer, self.polarity

    @property
    def latest(self) -> str:
        """The last day on which it may have been said: that of the publication, if nothing else is known."""
        return self.time[1] if self.time else self.published


@define
class World:
    """A drawn world with what follows from it."""

    told: Told
    edges: set[tuple[str, str]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Collect links, and what a document repeats of the one that it copies."""
        self.edges = {(link.from_statement or "", link.to_statement or "") for link in self.told.links}
        copies = {(each.id, each.copy_of) for each in self.told.documents if each.copy_of}
        self.edges |= {
            (one.statement, other.statement)
            for one in self.stances
            for other in self.stances
            if (one.document, other.document) in copies and held_by(one) == held_by(other)
        }

    @cached_property
    def acts_for(self) -> dict[str, str | None]:
        """For whom each source acts."""
        return {each.id: each.acts_for for each in self.told.sources}

    def principal(self, source: str) -> str:
        """Return for whom a source speaks in the end; for a loop stands its first id."""
        way = [source]
        while (following := self.acts_for[way[-1]]) and following not in way:
            way.append(following)
        return min(way[way.index(following) :]) if following else way[-1]

    def voices(self, sources: Iterable[str]) -> set[str]:
        """Return the voices of these: all the unnamed are one."""
        unnamed = {each.id for each in self.told.sources if each.anonymous}
        return {"?" if each in unnamed else each for each in sources}

    @cached_property
    def stances(self) -> list[Stance]:
        """Every answer of every statement."""
        return [stance for each in self.told.statements for stance in self.stances_of(each)]

    def stances_of(self, each: Statement) -> Iterator[Stance]:
        """Yield the answers of one statement."""
        hop = each.attributions[-1]
        document = next(document for document in self.told.documents if document.id == each.document)
        committed = hop.certainty is not None and hop.certainty.value != "uncommitted"
        own_voice = hop.source in PAPERS and each.kind.value != "observation"
        standing = "vouched"
        if not committed:
            standing = "uncommitted"
        elif each.kind.value in EXPECTING:
            standing = "expected"
        elif own_voice:
            standing = "unsourced"
        for answer in each.answers:
            value, polarity = answer.value, (hop.polarity.value if hop.polarity else "affirms")
            if answer.question == "said-so" and polarity == "denies":
                value, polarity = {"yes": "no", "no": "yes"}[value], "affirms"
            yield Stance(
                statement=each.id or "",
                question=answer.question,
                answer=value,
                polarity=polarity,
                family=each.family.value if each.family else "",
                kind=each.kind.value,
                speaker=hop.source,
                committed=committed,
                standing=standing,
                document=each.document,
                time=days(hop.said) if hop.said else None,
                published=document.published or "",
            )

    def reached(self, start: str, edges: set[tuple[str, str]]) -> set[str]:
        """Return the statement and all that it leads to."""
        found, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            for end in {b for a, b in edges if a == here} - found:
                found.add(end)
                waiting.append(end)
        return found

    def ends(self, start: str, edges: set[tuple[str, str]]) -> set[str]:
        """Return where all ways end; for a loop stands its first id."""
        found = set()
        for here in self.reached(start, edges):
            beyond = self.reached(here, edges)
            if all(here in self.reached(each, edges) for each in beyond):
                found.add(min(beyond))
        return found

    def roots(self, stance: Stance) -> list[Stance]:
        """Return the roots of an answer: those of the statement that give it too, else where it came in on the way."""
        alike = {each.statement: each for each in self.stances if each.answered == stance.answered}
        whole = [alike[end] for end in self.ends(stance.statement, self.edges) if end in alike]
        if whole:
            return whole
        within = {(a, b) for a, b in self.edges if a in alike and b in alike}
        return [alike[min(self.ends(stance.statement, within))]]

    def corroboration(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        """Return, per question, answer, polarity and family, what stands behind it."""
        rows = {(*each.answered, each.family) for each in self.stances if each.committed}
        return {row: self.behind([s for s in self.stances if (*s.answered, s.family) == row]) for row in rows}

    def behind(self, held: list[Stance]) -> tuple[int, ...]:
        """Return statements, documents, utterances, origins, principals, expected (and voices), unsourced."""
        vouched = [each for each in held if each.standing == "vouched"]
        expected = [each for each in held if each.standing == "expected"]
        roots = {root for each in vouched for root in self.roots(each) if root.standing == "vouched"}
        awaited = {root for each in expected for root in self.roots(each) if root.standing == "expected"}
        documents = {each.document for each in vouched}
        documents |= {each.id or "" for each in self.told.documents if each.copy_of in documents}
        speakers = {root.speaker for root in roots}
        unnamed = {each for each in speakers if self.voices([each]) == {"?"}}
        principals = {self.principal(each) for each in speakers - unnamed}
        more = {self.principal(each) for each in unnamed} - principals
        return (
            len(vouched),
            len(documents),
            self.utterances(roots),
            len(self.voices(speakers)),
            len(principals) + bool(more),
            len(expected),
            len({root.speaker for root in awaited}),
            sum(each.standing == "unsourced" for each in held),
        )

    def utterances(self, roots: set[Stance]) -> int:
        """Return how many times the voices spoke: overlapping times are one, an unknown time is any of the others."""
        count = 0
        for voice in self.voices(root.speaker for root in roots):
            own = [root for root in roots if self.voices([root.speaker]) == {voice}]
            closes = ""
            for opens, ends in sorted(root.time for root in own if root.time):
                count += opens > closes
                closes = max(closes, ends)
            count += not closes
        return count

    def disputes(self) -> set[frozenset[tuple[str, str, str, str]]]:
        """Return the pairs of what cannot both hold, as (question, answer, polarity, speaker)."""
        latest = [each for each in self.standpoints() if self.is_latest(each)]
        rests = {start for start, _ in self.edges}
        latest.sort(key=lambda each: (each.statement in rests, each.statement))
        firsts = {held_by(each): each for each in reversed(latest)}
        return {
            frozenset({held_by(one), held_by(other)})
            for one in firsts.values()
            for other in firsts.values()
            if self.principal(one.speaker) != self.principal(other.speaker)
            and conflict(one, other)
            and not self.leads_to(one, other)
            and not self.leads_to(other, one)
        }

    def standpoints(self) -> list[Stance]:
        """Return what is its speaker's own: the root of its answer, to which the speaker commits."""
        return [each for each in self.stances if each.committed and each in self.roots(each)]

    def is_latest(self, stance: Stance) -> bool:
        """Tell whether the speaker took no other stand certainly later; of a plan, nobody claimed for its principal."""
        for other in self.standpoints():
            same = other.question == stance.question and (
                stance.question != "alike" or other.answer == stance.answer
            )
            later = other.time is not None and other.time[0] > stance.latest
            plan = (
                stance.kind == "intention"
                and other.family == "claim"
                and self.principal(other.speaker) == self.principal(stance.speaker)
            )
            if same and later and (other.speaker == stance.speaker or plan):
                return False
        return True

    def leads_to(self, stance: Stance, other: Stance) -> bool:
        """Tell whether the statement leads to any in which the other's speaker gives the other's answer."""
        met = self.reached(stance.statement, self.edges)
        return any(each.statement in met and held_by(each) == held_by(other) for each in self.stances)


def held_by(stance: Stance) -> tuple[str, str, str, str]:
    """Return the answer with its speaker: a standpoint, in however many statements."""
    return (*stance.answered, stance.speaker)


def conflict(one: Stance, other: Stance) -> bool:
    """Tell whether two answers to one question cannot both hold."""
    if one.question != other.question or one.polarity == other.polarity == "denies":
        return False
    if one.polarity == other.polarity:
        if one.question == "when":
            (opens, closes), (begins, ends) = days(one.answer), days(other.answer)
            return closes < begins or ends < opens
        return one.question != "alike" and one.answer != other.answer
    denied, affirmed = (one, other) if one.polarity == "denies" else (other, one)
    if one.question == "when":
        (opens, closes), (begins, ends) = days(denied.answer), days(affirmed.answer)
        return opens <= begins and ends <= closes
    return denied.answer == affirmed.answer


__all__ = ["World"]
