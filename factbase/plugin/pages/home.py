"""The home page: what is here, the questions with their competing answers, and how to read them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import frozen

from factbase.model import Question
from factbase.plugin.pages import answers, asking, timeline
from factbase.plugin.pages.remembering import of_the_whole, remembered
from factbase.plugin.pages.shell import Page, Rows, Visit, route
from factbase.vocabulary import Capacity, Family

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factbase.base import Factbase

A_PAGE = 20
"""How many questions stand on one page."""

RECENT = 5
"""How many changesets are shown."""

_NOUNS = (
    ("statements", "statement"),
    ("sources", "source"),
    ("documents", "document"),
    ("questions", "question"),
)
_BY_CAPACITY = (
    "SELECT statements.family, summaries.capacity, count(*) FROM statements "
    "CROSS JOIN summaries WHERE summaries.statement = statements.pk GROUP BY 1, 2"
)
_MOST_ANSWERED = (
    "SELECT questions.id FROM questions LEFT JOIN answers ON answers.question = questions.pk "
    "GROUP BY questions.pk ORDER BY questions.resolution IS NOT NULL DESC, count(DISTINCT answers.value) > 1 DESC, "
    "count(answers.pk) DESC, questions.id "
    "LIMIT :most OFFSET :after"
)
_SILENT = "SELECT count(*) FROM declines JOIN questions ON questions.pk = declines.question WHERE questions.id = :ident"


@frozen(kw_only=True)
class Asked:
    """A question with its answers as rows (none if `late`: too many to count), and how many decline to answer it."""

    question: Question
    rows: tuple[answers.Row, ...]
    silent: int
    late: bool


@frozen(kw_only=True)
class Share:
    """How many statements of one family are made in one capacity; `part` is their share of the largest, 0 to 100."""

    capacity: str
    statements: int
    part: int


def home(base: Factbase, visit: Visit) -> Page:
    """Return the home page; `page` counts through the questions."""
    counts = {plural: _count(base, plural) for plural, _ in _NOUNS}
    last = max(1, -(-counts["questions"] // A_PAGE))
    number = min(visit.number("page"), last)
    shares = of_the_whole(base, "shares", _shares)
    return Page(
        template="factbase_home.html",
        title=visit.site,
        description=_described(counts),
        context={
            "counts": counts,
            "nouns": _NOUNS,
            "shares": shares,
            **_sums(shares or {}),
            "asked": _asked(base, visit, number),
            "number": number,
            "last": last,
            "page_address": lambda which: visit.links.path("/", page=which) + "#questions",
            "picture": visit.patience.part(lambda: timeline.glimpse(base, visit), None),
            "recent": base.changesets()[:RECENT],
        },
        rows=(
            Rows(view="statement_summary", label="All statements"),
            Rows(view="official_claims", label="Official claims"),
            Rows(view="assessments", label="Assessments"),
            Rows(view="corroboration", label="What stands behind each answer"),
        ),
        jsonld=_jsonld(visit, counts),
    )


def _sums(shares: Mapping[str, tuple[Share, ...]]) -> dict[str, object]:
    """Return how many statements each family has, and how many claims are official."""
    claims = shares.get(Family.CLAIM, ())
    return {
        "totals": {family: sum(each.statements for each in found) for family, found in shares.items()},
        "official": sum(each.statements for each in claims if each.capacity in answers.OFFICIAL),
    }


def _count(base: Factbase, table: str) -> int:
    return int(asking.select(base, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - a name of ours


def _shares(base: Factbase) -> Mapping[str, tuple[Share, ...]]:
    found = {(family, capacity): count for family, capacity, count in asking.select(base, _BY_CAPACITY)}
    most = max(found.values(), default=1)
    return {
        str(family): tuple(
            Share(
                capacity=str(capacity),
                statements=found[str(family), str(capacity)],
                part=max(1, round(100 * found[str(family), str(capacity)] / most)),
            )
            for capacity in Capacity
            if (str(family), str(capacity)) in found
        )
        for family in Family
    }


def _asked(base: Factbase, visit: Visit, number: int) -> list[Asked]:
    """Return one page of questions: what can be settled first, then competing answers, then the most answers."""
    after = (number - 1) * A_PAGE
    chosen = remembered(
        base, f"asked {after}", lambda: asking.select(base, _MOST_ANSWERED, most=A_PAGE, after=after)
    )
    questions = [base.question(ident) for (ident,) in chosen]
    found = visit.patience.part(
        lambda: of_the_whole(base, f"supports {after}", partial(_supports, questions)), None
    )
    asked = []
    for question in questions:
        ((silent,),) = asking.select(base, _SILENT, ident=question.id)
        asked.append(
            Asked(
                question=question,
                rows=answers.compared(question, (found or {}).get(question.id, ())),
                silent=silent,
                late=found is None,
            )
        )
    return asked


def _supports(questions: list[Question], base: Factbase) -> dict[str, list[answers.Support]]:
    return {question.id: answers.supports(base, question) for question in questions}


def _described(counts: Mapping[str, int]) -> str:
    said = f"{counts['statements']:,} statements by {counts['sources']:,} sources in {counts['documents']:,} documents"
    return f"Who said what, where, in which words and how surely: {said}. Claims and assessments are never mixed."


def _jsonld(visit: Visit, counts: Mapping[str, int]) -> Mapping[str, Any]:
    search = visit.absolute(visit.links.path("/search"))
    return {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "WebSite",
                "name": visit.site,
                "url": visit.absolute(visit.links.home()),
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{words}}"},
                    "query-input": "required name=words",
                },
            },
            {
                "@type": "Dataset",
                "name": visit.site,
                "description": _described(counts),
                "url": visit.absolute(visit.links.database()),
                "distribution": {
                    "@type": "DataDownload",
                    "encodingFormat": "text/csv",
                    "contentUrl": visit.absolute(visit.links.table("statement_summary", ".csv")),
                },
            },
        ],
    }


ROUTES = (route("/", home),)
