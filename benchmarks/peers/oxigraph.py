"""pyoxigraph: RDF 1.2, each hop reifying the triple that somebody said it; in the spirit of nanopublications."""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
from pyoxigraph import RdfFormat, Store

from benchmarks.peers import relational
from benchmarks.questions import Rows, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.peers.peer import Ask

NAME = "pyoxigraph"
CANNOT = (
    "no history: a corrected triple would have to be taken out; nothing can be asked as of a day",
    "no full-text index: search reads every text (a regular expression)",
    "no constraint: a statement without a speaker, or a claim marked as assessment, is stored like any other",
)

_BASE = "https://news.example/"
_HEAD = f"PREFIX : <{_BASE}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
_REIFIES = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>"
_INTEGER = "<http://www.w3.org/2001/XMLSchema#integer>"
_NAMES = {table: columns.split() for table, columns in relational.TABLES.items()}
_REFERENCES = {
    *"document source speaker publisher credit copies question topic statement origin target".split(),
    *"evaluator acts_for".split(),
}
_DEPENDS = {"derived-from", "copies", "translates"}


def version() -> str:
    """Return the version of pyoxigraph."""
    return str(pyoxigraph.__version__)


def _iri(name: object) -> str:
    return f"<{_BASE}{name}>"


def _value(column: str, value: object) -> str:
    if column in _REFERENCES:
        return _iri(value)
    if isinstance(value, int):
        return f'"{value}"^^{_INTEGER}'
    return json.dumps(value, ensure_ascii=False)


def triples(lines: str) -> Iterator[str]:
    """Yield the triples of a file, in N-Triples; the parts of a statement hang on nodes named after it."""
    number = 0
    for table, row in relational.rows(lines):
        number += 1
        node = _iri(row["id"]) if "id" in row and "link" not in table else _iri(f"{table}/{number}")
        if table in {"links", "document_links"}:
            kind = "dependsOn" if row["kind"] in _DEPENDS else row["kind"]
            kind = kind if table == "links" else f"document-{row['kind']}"
            yield f"{_iri(row['origin'])} {_iri(kind)} {_iri(row['target'])} .\n"
            continue
        if table == "statement_topics":
            yield f"{_iri(row['statement'])} {_iri('topic')} {_iri(row['topic'])} .\n"
            continue
        if table == "hops":
            said = f"{_iri(row['statement'])} {_iri('saidBy')} {_iri(row['source'])}"
            yield f"{node} {_REIFIES} <<( {said} )>> .\n"
            yield f"{_iri(row['statement'])} {_iri('hop')} {node} .\n"
        elif "statement" in row:
            yield f"{_iri(row['statement'])} {_iri(table)} {node} .\n"
        for column in _NAMES[table]:
            value = row[column]
            if value is not None and column not in {"id", "statement"}:
                yield f"{node} {_iri(column)} {_value(column, value)} .\n"


_REPRINTS = """
INSERT { ?copy :reprints ?original } WHERE {
  ?copy (:copies|:document-copies|:document-translates)+ ?original FILTER (?copy != ?original) }
"""
_CARRIED = """
INSERT { ?carried :dependsOn ?printed } WHERE {
  ?copy :reprints ?original . ?carried :document ?copy ; :speaker ?speaker . ?printed :document ?original .
  FILTER EXISTS { ?printed :speaker ?speaker }
  FILTER (EXISTS { ?carried :content ?same . ?printed :content ?same }
    || EXISTS { ?carried :words ?same . ?printed :words ?same }
    || EXISTS { ?carried :given ?same . ?printed :given ?same }) }
"""
# The answer as it counts: "denies yes" is "affirms no". One node for each question, answer and polarity.
_GIVEN = """
INSERT { ?s :given ?node . ?node :question ?q ; :counts ?answer ; :held ?held } WHERE {
  ?s :answers ?a ; :polarity ?polarity . ?a :question ?q ; :value ?value . ?q :answer_type ?type .
  BIND (?type = "yes-no" AS ?open)
  BIND (IF(?open && ?polarity = "denies", IF(?value = "yes", "no", "yes"), ?value) AS ?answer)
  BIND (IF(?open, "affirms", ?polarity) AS ?held)
  BIND (IRI(CONCAT(STR(?q), "/", ENCODE_FOR_URI(?answer), "/", ?held)) AS ?node)
}
"""


def load(lines: str, db: str) -> None:
    """Write the triples, read them in bulk, then add what follows from them."""
    with tempfile.TemporaryDirectory(dir=Path(db).parent) as folder:
        written = Path(folder) / "news.nt"
        with written.open("w", encoding="utf-8") as out:
            out.writelines(triples(lines))
        store = Store(db)
        store.bulk_load(path=str(written), format=RdfFormat.N_TRIPLES)
    store.update(_HEAD + _GIVEN)
    store.update(_HEAD + _REPRINTS)
    store.update(_HEAD + _CARRIED)
    store.flush()


def opened(db: str) -> Store:
    """Open the store to read."""
    return Store.read_only(db)


CHAIN = """
SELECT ?step ?source ?certainty WHERE {
  { <IT> :document/:publisher ?source BIND (0 AS ?step) BIND ("uncommitted" AS ?certainty)
    <IT> :hop ?h . ?h :step 1 ; :source ?first FILTER (?first != ?source) }
  UNION
  { <IT> :document ?d . ?d :credit ?source ; :publisher ?paper BIND (1 AS ?step) BIND ("uncommitted" AS ?certainty)
    <IT> :hop ?h . ?h :step 1 ; :source ?first FILTER (?first != ?source && ?first != ?paper) }
  UNION
  { <IT> :document ?d . ?d :publisher ?paper OPTIONAL { ?d :credit ?wire }
    <IT> :hop ?h , ?hop . ?h :step 1 ; :source ?first .
    ?hop rdf:reifies <<( <IT> :saidBy ?source )>> ; :step ?place ; :certainty ?certainty
    BIND (?place + IF(?first = ?paper, -1, IF(!BOUND(?wire) || ?first = ?wire, 0, 1)) AS ?step) }
}
"""
JUDGEMENTS = """
SELECT ?s ?kind ?certainty ?polarity WHERE {
  ?s :speaker <IT> ; :family "assessment" ; :kind ?kind ; :certainty ?certainty ; :polarity ?polarity }
"""
POSITIONS = """
SELECT ?answer ?s ?speaker ?family ?held WHERE {
  { ?node :question <IT> ; :counts ?answer ; :held ?held . ?s :given ?node ; :speaker ?speaker ; :family ?family }
  UNION { ?d :question <IT> . ?s :declines ?d ; :polarity ?held ; :speaker ?speaker ; :family ?family } }
"""
ORIGINS = """
SELECT ?answer ?held (COUNT(DISTINCT ?speaker) AS ?origins) WHERE {
  ?node :question <IT> ; :counts ?answer ; :held ?held . ?s :given ?node . ?s :dependsOn* ?end .
  FILTER NOT EXISTS { ?end :dependsOn ?on FILTER NOT EXISTS { ?on :dependsOn ?end } }
  ?end :speaker ?speaker } GROUP BY ?answer ?held
"""
SEARCH = r"""
SELECT ?s WHERE { ?s :content ?content OPTIONAL { ?s :quote ?quote }
  BIND (CONCAT(?content, " ", COALESCE(?quote, "")) AS ?text)
  FILTER (REGEX(?text, "(^|\\W)FIRST(\\W|$)", "i") && REGEX(?text, "(^|\\W)SECOND(\\W|$)", "i")) }
"""
DUPLICATES = 'SELECT ?s ?d WHERE { ?s :words "IT" ; :document ?d }'


def _rows(query: str, store: Store, it: str) -> Rows:
    return _found(store, query.replace("<IT>", _iri(it)))


def _found(store: Store, query: str) -> Rows:
    found: Any = store.query(_HEAD + query)
    return [[_plain(term) for term in row] for row in found]


def _plain(term: Any) -> object:  # noqa: ANN401 - any kind of RDF term
    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return term.value.removeprefix(_BASE)
    return int(term.value) if term.datatype.value == _INTEGER[1:-1] else str(term.value)


def _search(store: Store, it: str) -> Rows:
    first, second = it.split()
    return _found(store, SEARCH.replace("FIRST", first).replace("SECOND", second))


ASK: Mapping[str, Ask] = {
    "chain": partial(_rows, CHAIN),
    "judgements": partial(_rows, JUDGEMENTS),
    "positions": partial(_rows, POSITIONS),
    "origins": partial(_rows, ORIGINS),
    "search": _search,
    "duplicates": lambda store, it: _found(store, DUPLICATES.replace("IT", words(it))),
}
