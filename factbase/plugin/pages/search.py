"""The search page: statements by their words, with the words found marked, and facets to narrow them by."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import frozen
from markupsafe import Markup

from factbase.plugin import wording
from factbase.plugin.limits import LONGEST_PATTERN
from factbase.plugin.pages import asking
from factbase.plugin.pages.shell import Page, Rows, Visit, route
from factbase.store.asking import MARKS, match
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factbase.base import Factbase

A_PAGE = 20
"""How many statements stand on one page."""

MOST = 2000
"""How many statements are counted for facets, the best hits first: beyond, counts are "at least"."""

LONGEST = 600
"""How many characters of a quote or a content are shown."""

FACETS = ("speaker", "capacity", "kind", "certainty", "question")
"""By what the statements found can be narrowed."""

_COLUMNS = {
    "speaker": "speakers.id",
    "capacity": "summaries.capacity",
    "kind": "statements.kind",
    "certainty": "summaries.certainty",
}
_FOUND = (
    "SELECT statements.pk, speakers.id, speakers.name, summaries.capacity, statements.kind, summaries.certainty "
    "FROM {start} JOIN summaries ON summaries.statement = statements.pk "
    "JOIN sources AS speakers ON speakers.pk = summaries.speaker WHERE {where} ORDER BY {order} LIMIT :most"
)
_ANSWERING = (
    "statements.pk IN (SELECT answers.statement FROM answers JOIN questions ON questions.pk = answers.question "
    "WHERE questions.id = :question)"
)
_LAST = ("statements.pk", "summaries.statement")
"""The same number twice: in this order the indexes of kinds, and those of speakers and capacities, have their rows."""

_MATCHING = "statements_fts JOIN statements ON statements.pk = statements_fts.rowid"
_SHOWN = (
    "SELECT statement_summary.id, statement_summary.speaker, statement_summary.speaker_name, "
    "statement_summary.capacity, statement_summary.kind, statement_summary.family, statement_summary.certainty, "
    "statement_summary.polarity, statement_summary.hedge, statement_summary.said, statement_summary.document, "
    "statement_summary.hops, statement_summary.chain, statement_summary.confidence, {content}, {quote} "
    "FROM json_each(:pks) AS chosen CROSS JOIN {start} JOIN statement_summary ON statement_summary.id = statements.id "
    "WHERE {matching}"
)
_ASKED = (
    "SELECT questions.id, questions.text, count(DISTINCT answers.statement) FROM answers "
    "JOIN questions ON questions.pk = answers.question "
    "WHERE answers.statement IN (SELECT value FROM json_each(:pks)) GROUP BY questions.pk"
)
_NAMED = (
    "SELECT 'source', sources.id, sources.name FROM sources JOIN source_names ON source_names.source = sources.pk "
    "WHERE source_names.name LIKE :like ESCAPE '\\' GROUP BY sources.pk "
    "UNION ALL SELECT 'source', id, name FROM sources WHERE name LIKE :like ESCAPE '\\' "
    "UNION ALL SELECT 'question', id, text FROM questions WHERE text LIKE :like ESCAPE '\\' "
    "UNION ALL SELECT 'document', id, title FROM documents WHERE title LIKE :like ESCAPE '\\' LIMIT 7"
)


_MARKED = re.compile("{0}([^{0}{1}]+){1}".format(*MARKS))
_STRAY = dict.fromkeys(map(ord, MARKS))


@frozen(kw_only=True)
class Found:
    """One statement found; `content` and `quote` are escaped, with the words found marked."""

    id: str
    speaker: str
    speaker_name: str
    capacity: str
    kind: str
    family: str
    certainty: str
    polarity: str
    hedge: str | None
    said: str | None
    document: str
    hops: int
    chain: str
    confidence: str
    content: Markup
    quote: Markup | None


@frozen(kw_only=True)
class Choice:
    """One value of a facet: how many of the statements found have it, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool
    address: str


def search(base: Factbase, visit: Visit) -> Page:
    """Return the search page: `q` is the words, the facets narrow, `page` counts."""
    words = visit.args.get("q", "").strip()[:1000]
    chosen = {name: visit.args[name] for name in FACETS if visit.args.get(name)}
    asked = bool(words or chosen)
    found = _found(base, words, chosen) if asked else []
    last = max(1, -(-len(found) // A_PAGE))
    number = min(visit.number("page"), last)
    pks = [row[0] for row in found[(number - 1) * A_PAGE : number * A_PAGE]]
    shown = _shown(base, words, pks) if pks else []
    title = f"“{words}”: what was said" if words else "Search what was said"
    return Page(
        template="factbase_search.html",
        title=title,
        description=f"{wording.counted(len(found), 'statement')} found"
        if asked
        else "Search in all statements.",
        context={
            "q": words,
            "asked": asked,
            "chosen": chosen,
            "found": shown,
            "total": len(found),
            "capped": len(found) == MOST,
            "number": number,
            "last": last,
            "page_address": lambda which: visit.links.search(q=words or None, **chosen, page=which),
            "facets": _facets(base, visit, words, chosen, found),
            "named": _named(base, words) if words and number == 1 and not chosen else [],
            "unfiltered": visit.links.search(q=words) if words and chosen else "",
            "fewer": words.split() if not found and len(words.split()) > 1 else [],
            "places": asking.places(base, (each.document for each in shown)),
        },
        rows=_rows(words, chosen),
    )


def _rows(words: str, chosen: Mapping[str, str]) -> tuple[Rows, ...]:
    where = {name: value for name, value in chosen.items() if name != "question"}
    found = Rows(view="statement_summary", label="The statements found", where=where, words=words)
    if "question" not in chosen:
        return (found,)
    return (found, Rows(view="positions", label="Positions", where={"question": chosen["question"]}))


def _found(base: Factbase, words: str, chosen: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """Return the facets of the best hits, by rank; without words, or with very common ones, the last recorded."""
    query = match(words)
    if words and not query:
        return []
    where = [_ANSWERING if name == "question" else f"{_COLUMNS[name]} = :{name}" for name in chosen]
    sql = _FOUND.format(
        start=_MATCHING if query else "statements",
        where=" AND ".join([*(["statements_fts MATCH :query"] if query else []), *where]),
        order=asking.order(base, query)
        if query
        else f"{_LAST[bool(chosen.keys() & {'speaker', 'capacity'})]} DESC",
    )
    return asking.select(base, sql, most=MOST, query=query, **chosen)


def _shown(base: Factbase, words: str, pks: list[int]) -> list[Found]:
    """Return the statements of those keys, in their order."""
    query = match(words)
    places = dict(zip(("content", "quote"), (0, 1), strict=True))
    texts = {
        name: f"highlight(statements_fts, {place}, :opens, :closes)" if query else f"statement_summary.{name}"
        for name, place in places.items()
    }
    sql = _SHOWN.format(
        **texts,
        # By their keys, so that of words which a million hold no more are read than are shown.
        start="statements_fts CROSS JOIN statements ON statements.pk = statements_fts.rowid"
        if query
        else "statements",
        matching="statements_fts.rowid = chosen.value AND statements_fts MATCH :query"
        if query
        else "statements.pk = chosen.value",
    )
    key = sql.replace("SELECT ", "SELECT statements.pk, ", 1)
    found = asking.select(base, key, pks=str(pks), query=query, opens=MARKS[0], closes=MARKS[1])
    names = [each.name for each in Found.__attrs_attrs__]
    by_pk = {}
    for pk, *values in found:
        row = dict(zip(names, values, strict=True))
        row["content"] = marked(row["content"], words)
        row["quote"] = marked(row["quote"], words) if row["quote"] else None
        by_pk[pk] = Found(**row)
    return [by_pk[pk] for pk in pks if pk in by_pk]


def marked(text: str, words: str) -> Markup:
    """Return a text as HTML, cut to `LONGEST`, with what stands between the marks in ``<mark>``.

    The index marks whole words; parts of words in scripts written without spaces are marked here. Every piece is
    escaped by itself, so that a text which holds a mark of its own opens nothing.
    """
    if MARKS[0] not in text:
        parts = sorted({word for word in words.split() if not word.isascii()}, key=len, reverse=True)
        if parts:
            pattern = "|".join(re.escape(part) for part in parts)
            text = re.sub(pattern, lambda hit: f"{MARKS[0]}{hit[0]}{MARKS[1]}", text, flags=re.IGNORECASE)
    pieces = _MARKED.split(_cut(text))
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if number % 2 else piece.translate(_STRAY)
        for number, piece in enumerate(pieces)
    )


def _cut(text: str) -> str:
    """Return a long text around the first thing found."""
    if len(text) <= LONGEST:
        return text
    first = _MARKED.search(text)
    start = max(0, first.start() - LONGEST // 3) if first else 0
    return (
        ("…" if start else "") + text[start : start + LONGEST] + ("…" if start + LONGEST < len(text) else "")
    )


def _facets(
    base: Factbase, visit: Visit, words: str, chosen: Mapping[str, str], found: list[tuple[Any, ...]]
) -> list[tuple[str, list[Choice]]]:
    """Return the facets with their values, the most frequent first."""
    names = {row[1]: row[2] for row in found}
    counted = {
        "speaker": Counter(row[1] for row in found),
        "capacity": Counter(row[3] for row in found),
        "kind": Counter(row[4] for row in found),
        "certainty": Counter(row[5] for row in found),
    }
    asked = asking.select(base, _ASKED, pks=str([row[0] for row in found])) if found else []
    names |= {ident: text for ident, text, _ in asked}
    counted["question"] = Counter({ident: count for ident, _, count in asked})
    for name, value in chosen.items():
        counted[name].setdefault(value, 0)

    def choice(name: str, value: str, count: int) -> Choice:
        there = chosen.get(name) == value
        others = {other: kept for other, kept in chosen.items() if other != name}
        address = visit.links.search(q=words or None, **others, **({} if there else {name: value}))
        return Choice(value=value, label=names.get(value, value), count=count, chosen=there, address=address)

    return [
        (name, [choice(name, value, count) for value, count in counted[name].most_common(12)])
        for name in FACETS
        if counted[name]
    ]


def _named(base: Factbase, words: str) -> list[tuple[Noun, str, str]]:
    """Return the sources, questions and documents whose name or title holds the words.

    None is found by more words than a pattern may hold on a server.
    """
    escaped = re.sub(r"([\\%_])", r"\\\1", words)
    like = f"%{escaped}%"
    if len(like.encode(errors="replace")) > LONGEST_PATTERN:
        return []
    found: Iterable[tuple[str, str, str]] = asking.select(base, _NAMED, like=like)
    return list(dict.fromkeys((Noun(noun), ident, name or ident) for noun, ident, name in found))


ROUTES = (route("/search", search),)
