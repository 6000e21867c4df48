"""The page of a statement: its words, the whole chain, what it answers, and every version of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factbase import dossiers, telling
from factbase.model import Statement
from factbase.noticing import Notice, notices
from factbase.plugin import wording
from factbase.plugin.pages import asking, picturing
from factbase.plugin.pages.shell import Page, Rows, Visit, route
from factbase.vocabulary import Kind, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factbase.base import Factbase
    from factbase.dossiers import StatementDossier
    from factbase.findings import Position

MOST_SAME = 12
"""How many others that give the same answer are shown; the rest are one link away."""

FEW = 3
"""How many other documents with the same words are named; all are one link away."""

_VIEWS = (
    ("statement_summary", "The statement", "id"),
    ("provenance", "Its chain", "statement"),
    ("statement_history", "Its versions", "id"),
)


def statement(base: Factbase, visit: Visit) -> Page:
    """Return the page of the statement in the path."""
    found = dossiers.statement_dossier(base, base.statement(visit.ident))
    grounds, roots = base.grounds(visit.ident), base.roots(visit.ident)
    resting = [each for each in found.links if each.to_statement == visit.ident]
    named = {each.origin for each in resting} | {each.statement for each in roots}
    named |= {end for each in grounds for end in (each.statement, each.rests_on)}
    return Page(
        template="factbase_statement.html",
        title=telling.told(found.summary),
        description=_described(found),
        context={
            "found": found,
            "summary": found.summary,
            "test": Kind(found.summary.kind).test,
            "answers": list(_answers(base, found)),
            "most": MOST_SAME,
            "few": FEW,
            "notices": visit.patience.part(lambda: list(_notices(base, found)), list[Notice]()),
            "grounds": grounds,
            "roots": roots,
            "resting": resting,
            "picture": visit.patience.part(lambda: picturing.provenance(base, visit, found), None),
            "others": {each: base.summary(each) for each in sorted(named)},
            "evaluators": asking.names(base, (each.evaluator for each in found.ratings)),
            "told_then": _told_then(base, visit.ident),
            "recorded": found.versions[-1] if found.versions else None,
            "places": asking.places(base, [found.document.id]),
            "outside": visit.links.outside(found.document.url),
        },
        rows=tuple(
            Rows(view=view, label=label, where={column: visit.ident}) for view, label, column in _VIEWS
        ),
        jsonld=_jsonld(found, visit),
    )


def _answers(base: Factbase, found: StatementDossier) -> Iterator[tuple[Any, str | None, list[Position]]]:
    """Yield each question with the answer in words and the positions of others that give the same."""
    for question in found.questions:
        positions = base.positions(question.id)
        own = [each for each in positions if each.statement == found.statement.id]
        for each in own:
            same = [
                other
                for other in positions
                if (other.answer, other.polarity) == (each.answer, each.polarity)
                and other.statement != each.statement
            ]
            words = None if each.answer is None else wording.answer(question, each.answer)
            denied = "not " if words is not None and each.polarity == "denies" else ""
            yield question, f"{denied}{words}" if words is not None else None, same


def _described(found: StatementDossier) -> str:
    """Return the words with their speaker first, since what describes a page is cut."""
    summary = found.summary
    plain = telling.told(summary)
    denied = summary.polarity == Polarity.DENIES
    words = [wording.quoted(summary.quote)] if summary.quote else []
    words += [plain] if denied or not words else []
    where = [found.document.title or found.document.id, wording.day(found.document.published)]
    return f"{summary.speaker_name}: {' '.join(words)} ({summary.chain}; {', '.join(filter(None, where))})"


def _told_then(base: Factbase, ident: str) -> list[str]:
    """Return what each version says, the first one first."""
    return [telling.recorded(each) for each in base.versions(ident) if isinstance(each, Statement)]


def _notices(base: Factbase, found: StatementDossier) -> Iterator[Notice]:
    return notices(base, found.statement.id or "", [each.id for each in found.questions])


def _jsonld(found: StatementDossier, visit: Visit) -> Mapping[str, Any]:
    summary = found.summary
    plain = telling.told(summary)
    quoted = {"@type": "Quotation", "text": summary.quote} if summary.quote else None
    claimed = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": visit.absolute(visit.links.statement(summary.id)),
        # Quoted words may not hold the "not" of a denial: taken as the claim, they would assert its opposite.
        "text": plain if summary.polarity == Polarity.DENIES else summary.quote or plain,
        "name": plain,
        "isBasedOn": quoted,
        "author": {"@type": "Thing", "name": summary.speaker_name},
        "appearance": {"@type": "CreativeWork", "name": found.document.title or found.document.id},
    }
    return {name: value for name, value in claimed.items() if value is not None}


ROUTES = (route(r"/statement/(?P<ident>[^/]+)", statement),)
"""Where a statement stands."""
