"""The rows of each line, by straight-line code: what stands in `bare` between reading and handing over."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from attrs import Factory, define

from factbase import dates, numbers
from factbase.store.rows import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

Raw = dict[str, Any]
Row = tuple[Any, ...]

# Where the tests run there is no orjson: msgspec gives the same values and bytes, so they need nothing of their own.
CODEC: Any = import_module("orjson" if find_spec("orjson") else "msgspec.json")
"""The module that reads and writes JSON."""
loads: Callable[[bytes], Raw] = getattr(CODEC, "loads", None) or CODEC.decode
dumps: Callable[[object], bytes] = getattr(CODEC, "dumps", None) or CODEC.encode

WHOLE = "topic source document question statement rating link".split()
_WEAKEST = {"possible": 0, "probable": 1, "certain": 2}
_ASCII_WORDS = {c: None if chr(c) == "'" else chr(c).lower() if chr(c).isalnum() else " " for c in range(128)}
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
_PLAIN = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")


class _Bounds(dict[Any, Row]):
    """The bounds of each date that occurs, read once; the absent date has none."""

    def __missing__(self, text: str | None) -> Row:
        if text is None:
            found: Row = (None, None)
        elif _PLAIN.fullmatch(text):
            found = (text, text)
        else:
            dating = dates.parse(text)
            found = (dating.earliest, dating.latest)
        self[text] = found
        return found


@define
class Load:
    """The rows on their way, and the ids that rows above were given."""

    rows: dict[str, list[Row]] = Factory(lambda: {table: [] for table in (*COLUMNS, "summaries")})
    pks: dict[str, dict[str, int]] = Factory(lambda: {noun: {} for noun in WHOLE})
    names: dict[int, str] = Factory(dict)
    printed: dict[str, Row] = Factory(dict)
    types: dict[str, str] = Factory(dict)
    pieces: list[Row] = Factory(list)
    bounds: _Bounds = Factory(_Bounds)


def _digest(array: list[Any]) -> str:
    return sha256(dumps(array)).hexdigest()


def _head(into: Load, noun: str, ident: str, array: list[Any]) -> Row:
    """Return what the row of every noun begins with: its pk, id and digest, and the changeset."""
    known = into.pks[noun]
    pk = known[ident] = len(known) + 1
    return pk, ident, _digest(array), 1


def _topic(into: Load, raw: Raw) -> None:
    array = ["factbase/topic/1", raw["kind"], raw["name"]]
    into.rows["topics"].append((*_head(into, "topic", raw["id"], array), raw["kind"], raw["name"]))


def _source(into: Load, raw: Raw) -> None:
    get, bounds = raw.get, into.bounds
    names, roles = raw["names"], get("roles", ())
    told = get("anonymous", False), get("reason"), get("capacity"), get("acts_for"), get("wikidata")
    array = ["factbase/source/1", raw["kind"], [[n["name"], n.get("language")] for n in names], *told]
    array.append([[r["title"], r["capacity"], r.get("start"), r.get("end")] for r in roles])
    head = _head(into, "source", raw["id"], array)
    into.names[head[0]] = name = names[0]["name"]
    acts_for = into.pks["source"][told[3]] if told[3] else None
    row = (*head, raw["kind"], name, int(told[0]), told[1], told[2], acts_for, told[4])
    into.rows["sources"].append(row)
    for position, each in enumerate(names, start=1):
        into.rows["source_names"].append((head[0], position, each["name"], each.get("language")))
    for position, role in enumerate(roles, start=1):
        start, end = role.get("start"), role.get("end")
        held = start, bounds[start][0], end, bounds[end][1]
        into.rows["roles"].append((head[0], position, role["title"], role["capacity"], *held))


def _document(into: Load, raw: Raw) -> None:
    get, sources = raw.get, into.pks["source"]
    publisher, credit = raw["publisher"], get("credit")
    title, byline, url, archived, published = (
        get("title"),
        get("byline"),
        get("url"),
        get("archived_url"),
        get("published"),
    )
    retrieved, language, media, rights = get("retrieved"), get("language"), get("media_type"), raw["rights"]
    told = (published, retrieved, language, media, rights, get("sha256"))
    copies, translates, seen = get("copies"), get("translates"), get("seen", True)
    array = [
        "factbase/document/1",
        publisher,
        title,
        credit,
        byline,
        url,
        archived,
        *told,
        copies,
        translates,
        seen,
    ]
    head = _head(into, "document", raw["id"], array)
    by, wire, (earliest, latest) = (
        sources[publisher],
        sources[credit] if credit else None,
        into.bounds[published],
    )
    into.printed[raw["id"]] = (head[0], by, wire, latest)
    original = copies or translates
    copied = (
        (into.pks["document"][original], "copies" if copies else "translates") if original else (None, None)
    )
    dated = published, earliest, latest, retrieved, language, media, rights, get("text"), get("sha256")
    row = (*head, title, by, wire, byline, url, archived, *dated, *copied, int(seen))
    into.rows["documents"].append(row)


def _question(into: Load, raw: Raw) -> None:
    get, kind, outcome, deadline = raw.get, raw["answer_type"], raw.get("outcome"), raw.get("deadline")
    choices, shown = get("choices", ()), get("outcome_statement")
    listed = [[each["value"], each["label"]] for each in choices]
    told = get("timezone"), get("precision"), get("unit"), get("resolution"), deadline, outcome, shown
    multiple = get("multiple", False)
    head = _head(
        into, "question", raw["id"], ["factbase/question/1", raw["text"], kind, listed, multiple, *told]
    )
    into.types[raw["id"]] = kind
    ends = into.bounds[deadline]
    values = _values(into, kind, outcome) if outcome and outcome != "void" else (None,) * 4
    by = into.pks["statement"][shown] if shown else None
    row = (*head, raw["text"], kind, int(multiple), *told[:4], deadline, *ends, outcome, *values, by)
    into.rows["questions"].append(row)
    for position, (value, label) in enumerate(listed, start=1):
        into.rows["choices"].append((head[0], position, value, label))


def _values(into: Load, kind: str, value: str) -> Row:
    """Return the bounds of an answer: first and last day, least and greatest number."""
    if kind == "date":
        return (*into.bounds[value], None, None)
    if kind == "number":
        quantity = numbers.parse(value)
        return None, None, quantity.low, quantity.high
    return None, None, None, None


def _rating(into: Load, raw: Raw) -> None:
    source, statement, rated = raw.get("source"), raw.get("statement"), raw["rated"]
    told = raw["scheme"], raw["value"], rated, raw["reason"]
    head = _head(into, "rating", raw["id"], ["factbase/rating/1", raw["evaluator"], *told, source, statement])
    pks = into.pks["source"]
    of = pks[source] if source else None, into.pks["statement"][statement] if statement else None
    row = (*head, *of, pks[raw["evaluator"]], *told[:3], *into.bounds[rated], told[3])
    into.rows["ratings"].append(row)


def _link(into: Load, raw: Raw) -> None:
    get, statements, documents = raw.get, into.pks["statement"], into.pks["document"]
    ends: Row = (get("from_statement"), get("to_statement"), get("from_document"), get("to_document"))
    sure = get("confidence", "certain"), get("basis", "named")
    head = _head(into, "link", raw["id"], ["factbase/link/1", raw["type"], *ends, *sure])
    of = (
        (statements[ends[0]], statements[ends[1]], None, None)
        if ends[0]
        else (None, None, documents[ends[2]], documents[ends[3]])
    )
    into.rows["links"].append((*head, *of, raw["type"], *sure))


def statement(into: Load, raw: Raw) -> None:
    """Add the rows of a statement."""
    get, rows, pks = raw.get, into.rows, into.pks
    ident, content, kind = raw["id"], raw["content"], raw["kind"]
    spans, answers = get("spans", ()), get("answers", ())
    topics, declines = get("topics", []), get("declines", [])
    words, stated, condition = get("words"), get("stated", "asserted"), get("condition")
    event, printed, locator = get("event_date"), get("event_date_printed"), get("locator")
    pk = len(pks["statement"]) + 1
    pks["statement"][ident] = pk
    document, *print_of = into.printed[raw["document"]]
    hops = _hops(into, pk, raw["attributions"], print_of, spans)
    marked = [[s["start"], s["end"], s["exact"], s.get("part", "text"), s.get("locator")] for s in spans]
    given = [[a["question"], a["value"], a.get("written"), a.get("confidence", "certain")] for a in answers]
    told = words, stated, condition, event, printed, locator
    array = ["factbase/statement/1", raw["document"], content, kind, hops, marked]
    array += [*told, topics, given, declines]
    dated = event, *into.bounds[event], printed, locator
    rows["statements"].append(
        (pk, ident, _digest(array), 1, document, content, kind, words, stated, condition, *dated)
    )
    for position, (start, end, exact, part, where) in enumerate(marked, start=1):
        rows["spans"].append((pk, position, part, start, end, exact, where))
    for question, value, written, sure in given:
        bounds = _values(into, into.types[question], value)
        rows["answers"].append((pk, pks["question"][question], value, written, *bounds, sure))
    for each in declines:
        rows["declines"].append((pk, pks["question"][each]))
    for each in topics:
        rows["statement_topics"].append((pk, pks["topic"][each]))
    _search(into, pk, content)


def _hops(into: Load, pk: int, attributions: list[Raw], print_of: list[Any], spans: list[Raw]) -> list[Any]:
    """Add the rows of a chain and its summary, and return the chain as it is digested."""
    sources, names, bounds, rows = into.pks["source"], into.names, into.bounds, into.rows
    publisher, wire, latest = print_of
    array: list[Any] = []
    chain: list[Any] = []
    weakest, earliest, said = "certain", None, None
    capacity = polarity = c = d = None
    for step, hop in enumerate(attributions, start=1):
        get = hop.get
        source, said, sure = sources[hop["source"]], get("said"), hop["confidence"]
        likelihoods = [[each["scheme"], each["term"]] for each in get("likelihoods", ())]
        a, b, c, d = get("as_printed"), get("cue"), get("hedge"), hop["certainty"]
        polarity, capacity, saying, basis = (
            get("polarity", "affirms"),
            hop["capacity"],
            get("said_printed"),
            hop["basis"],
        )
        array.append([hop["source"], a, b, c, d, polarity, capacity, said, saying, sure, basis, likelihoods])
        earliest, last = bounds[said]
        latest = last if said else latest
        row = (pk, step, source, a, b, c, d, polarity, capacity, said, earliest, last, saying, sure, basis)
        rows["attributions"].append(row)
        for scheme, term in likelihoods:
            rows["likelihoods"].append((pk, step, scheme, term))
        chain.append(source)
        if _WEAKEST[sure] < _WEAKEST[weakest]:
            weakest = sure
    # The publisher is hop 0 and the wire hop 1, unless they are written themselves.
    alone = chain == [publisher]
    rest: list[Any] = chain[1:] if chain[0] == publisher else chain
    if wire is not None and wire != publisher and not alone and rest[:1] != [wire]:
        rest = [wire, *rest]
    told = " > ".join([names[each] for each in rest]) if rest else names[publisher]
    quote = " [...] ".join(dict.fromkeys([each["exact"] for each in spans])) if spans else None
    how = (capacity, d, polarity, c, said, earliest, latest)
    summary = (pk, chain[-1], *how, told, len(rest), weakest, quote, 1 if spans else 0, _fingerprint(quote))
    rows["summaries"].append(summary)
    return array


def _fingerprint(quote: str | None) -> str | None:
    if quote is None:
        return None
    if quote.isascii():
        words = " ".join(quote.translate(_ASCII_WORDS).split())
    else:
        folded = unicodedata.normalize("NFKC", quote).casefold()
        kept = (c if c.isalnum() or unicodedata.combining(c) else "" if c in "'’ʼ" else " " for c in folded)
        words = " ".join("".join(kept).split())
    return sha256(words.encode()).hexdigest()[:16] if words else None


def _search(into: Load, pk: int, content: str) -> None:
    """Note the pairs of characters of the scripts that are searched by part of a word, where there are any."""
    summary = into.rows["summaries"][-1]
    text = f"{content} {summary[12] or ''} {summary[9]}"
    if not text.isascii() and (runs := _UNSPACED.findall(unicodedata.normalize("NFC", text))):
        into.pieces.append((pk, " ".join(run[at : at + 2] for run in runs for at in range(len(run)))))


NOUNS = {
    "topic": _topic,
    "source": _source,
    "document": _document,
    "question": _question,
    "statement": statement,
    "rating": _rating,
    "link": _link,
}
