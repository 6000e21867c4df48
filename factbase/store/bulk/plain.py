"""Plain statements: those that were written out in full, which are most of a bulk file.

Nothing of a plain statement needs to be worked out, and each of its parts is found in order at the first look. It is
then written as it was read (see `factbase.wire.sketch`), for to make it a record would only say the same again. What is
not plain is not wrong: it is made a record, which tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase import anchoring, answering, scales
from factbase.checks import CREDIT_CUE
from factbase.errors import ValueSyntaxError
from factbase.model import Document, Question
from factbase.model.soundness import is_answer, is_hop, is_span, is_statement
from factbase.vocabulary import Noun, Part
from factbase.world import find

if TYPE_CHECKING:
    from factbase.model import Answer, Attribution, Statement
    from factbase.store.bulk.acquaintance import Acquaintance

_HEDGES = frozenset((scheme, term) for scheme in scales.HEDGE_SCHEMES for term in scales.terms(scheme))


class Plain:
    """Tells which statements are plain, among what was met."""

    def __init__(self, met: Acquaintance) -> None:
        """Look up what a statement names in what was `met`."""
        self._met = met
        self._sources = met.numbered(Noun.SOURCE)
        self._topics = met.numbered(Noun.TOPIC)

    def __call__(self, statement: Statement) -> bool:
        """Tell whether a statement, or what reads like one, is in order just as it is.

        Yes means: a record of it can be made, `resolve` changes nothing of it, and `check` finds no fault.
        """
        return (
            self._are_hops(statement)
            and statement.id is not None
            and is_statement(statement)
            and self._names_what_was_met(statement)
            and self._answers_are_fit(statement)
            and self._stands(statement)
        )

    def _are_hops(self, statement: Statement) -> bool:
        for hop in statement.attributions:
            if hop.source not in self._sources or not is_hop(hop) or not _is_resolved(hop):
                return False
        return True

    def _names_what_was_met(self, statement: Statement) -> bool:
        for topic in statement.topics:
            if topic not in self._topics:
                return False
        if not statement.declines:
            return True
        return all(find(self._met, Question, question) for question in statement.declines)

    def _answers_are_fit(self, statement: Statement) -> bool:
        return not statement.answers or all(
            is_answer(each) and self._fits(each) for each in statement.answers
        )

    def _stands(self, statement: Statement) -> bool:
        document = find(self._met, Document, statement.document)
        if document is None:
            return False
        return not statement.spans or (statement.words is not None and _quotes(statement, document))

    def _fits(self, answer: Answer) -> bool:
        """Tell whether an answer is a value of its question's type, in its calendar and precision."""
        question = find(self._met, Question, answer.question)
        try:
            return question is not None and answering.read(question, answer.value).text == answer.value
        except ValueSyntaxError:
            return False


def _is_resolved(hop: Attribution) -> bool:
    if hop.basis is None or hop.confidence is None or hop.capacity is None:
        return False
    if not hop.likelihoods:
        return hop.hedge is None or not scales.likelihoods(hop.hedge)
    return _HEDGES.issuperset([(each.scheme, each.term) for each in hop.likelihoods])


def _quotes(statement: Statement, document: Document) -> bool:
    """Tell whether the spans stand in the document, and what the hops print in the line of the first in the text."""
    first = None
    for span in statement.spans:
        held = document.text if span.part is Part.TEXT else document.title
        if held is None or not is_span(span) or held[span.start : span.end] != span.exact:
            return False
        if first is None and span.part is Part.TEXT:
            first = span.start, span.end
    if first is None or document.text is None:
        return True
    printed = []
    for hop in statement.attributions:
        if hop.as_printed is not None:
            printed.append(hop.as_printed)
        if hop.cue is not None and hop.cue != CREDIT_CUE:
            printed.append(hop.cue)
        if hop.hedge is not None:
            printed.append(hop.hedge)
    return anchoring.surely_stand(document.text, first, printed)
