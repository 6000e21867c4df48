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
from factbase.model.soundness import (
    WITHOUT_CERTAINTY,
    in_order,
    in_turn,
    is_date_or_none,
    is_id,
    schemes_in_order,
)
from factbase.vocabulary import Certainty, Kind, Noun, Part
from factbase.world import find

if TYPE_CHECKING:
    from factbase.model import Answer, Attribution, Likelihood, Statement
    from factbase.store.bulk.acquaintance import Acquaintance

_HEDGES = frozenset((scheme, term) for scheme in scales.HEDGE_SCHEMES for term in scales.terms(scheme))


class Plain:
    """Tells which sketches of statements (see `factbase.wire.sketch`) are plain, among what was met.

    That each field has its type, and each text can be stored, is known of a sketch; and that an id has the form of one
    is known of what was met. So neither is looked at here: this is run for each of a million.
    """

    def __init__(self, met: Acquaintance) -> None:
        """Look up what a statement names in what was `met`."""
        self._met = met
        self._sources = met.numbered(Noun.SOURCE)
        self._topics = met.numbered(Noun.TOPIC)

    def __call__(self, statement: Statement) -> bool:
        """Tell whether a sketch of a statement is in order just as it is.

        Yes means: a record of it can be made, `resolve` changes nothing of it, and `check` finds no fault.
        """
        return (
            is_id(statement.id)
            and _says(statement)
            and self._are_hops(statement.attributions)
            and (not statement.topics or self._names_topics(statement.topics))
            and (not statement.answers or self._answers(statement))
            and (not statement.declines or self._declines(statement))
            and self._stands(statement)
        )

    def _are_hops(self, hops: tuple[Attribution, ...]) -> bool:
        """Tell whether each hop is in order, none follows itself, and none spoke after one outside it."""
        before, dated = None, 0
        for hop in hops:
            source = hop.source
            if source == before or source not in self._sources or not _is_hop(hop):
                return False
            before = source
            if hop.said is not None:
                dated += 1
        return bool(hops) and (dated < 2 or in_turn(hops))

    def _names_topics(self, topics: tuple[str, ...]) -> bool:
        before = ""
        for topic in topics:
            if topic <= before or topic not in self._topics:
                return False
            before = topic
        return True

    def _declines(self, statement: Statement) -> bool:
        return (
            statement.kind is Kind.REFUSAL
            and list(statement.declines) == sorted(set(statement.declines))
            and all(find(self._met, Question, question) for question in statement.declines)
        )

    def _answers(self, statement: Statement) -> bool:
        answers = statement.answers
        return (
            statement.kind is not Kind.REFUSAL
            and (len(answers) < 2 or in_order(answers))
            and all(self._fits(each) for each in answers)
        )

    def _fits(self, answer: Answer) -> bool:
        """Tell whether an answer is a value of its question's type, in its calendar and precision."""
        value = answer.value
        if not value.strip() or not (answer.written is None or answer.written.strip()):
            return False
        question = find(self._met, Question, answer.question)
        try:
            return question is not None and answering.read(question, value).text == value
        except ValueSyntaxError:
            return False

    def _stands(self, statement: Statement) -> bool:
        document = find(self._met, Document, statement.document)
        if document is None:
            return False
        if not statement.spans:
            return True
        return statement.words is not None and statement.locator is None and _quotes(statement, document)


def _says(statement: Statement) -> bool:
    """Tell whether a sketch says something, its texts do, and its date and its kind agree with the rest."""
    kind, family, date = statement.kind, statement.family, statement.event_date
    return bool(
        statement.content.strip()
        and (date is None or is_date_or_none(date))
        and ((condition := statement.condition) is None or condition.strip())
        and ((locator := statement.locator) is None or locator.strip())
        and ((printed := statement.event_date_printed) is None or printed.strip())
        and (family is None or family is kind.family)
        and (kind not in WITHOUT_CERTAINTY or _commits_to_nothing(statement))
    )


def _commits_to_nothing(statement: Statement) -> bool:
    hops = statement.attributions
    return bool(hops) and hops[-1].certainty is Certainty.UNCOMMITTED


def _is_hop(hop: Attribution) -> bool:
    """Tell whether a hop leaves nothing for `resolve` to work out, and its texts and its date say something."""
    hedge, likelihoods, said = hop.hedge, hop.likelihoods, hop.said
    return bool(
        hop.certainty is not None
        and hop.basis is not None
        and hop.confidence is not None
        and hop.capacity is not None
        and (said is None or is_date_or_none(said))
        and ((printed := hop.as_printed) is None or printed.strip())
        and ((cue := hop.cue) is None or cue.strip())
        and (hop.said_printed is None or hop.said_printed.strip())
        and (hedge is None or hedge.strip())
        and (_are_terms(likelihoods) if likelihoods else hedge is None or not scales.likelihoods(hedge))
    )


def _are_terms(likelihoods: tuple[Likelihood, ...]) -> bool:
    """Tell whether each is a term of a scheme, and the schemes are in order."""
    return _HEDGES.issuperset([(each.scheme, each.term) for each in likelihoods]) and schemes_in_order(
        likelihoods
    )


def _quotes(statement: Statement, document: Document) -> bool:
    """Tell whether the spans stand in the document, and what the hops print in the line of the first in the text."""
    first = None
    for span in statement.spans:
        start, end, exact = span.start, span.end, span.exact
        held = document.text if span.part is Part.TEXT else document.title
        if held is None or not 0 <= start < end == start + len(exact) or held[start:end] != exact:
            return False
        if not exact.strip() or not (span.locator is None or span.locator.strip()):
            return False
        if first is None and span.part is Part.TEXT:
            first = start, end
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
