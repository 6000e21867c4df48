"""The closed vocabularies. Every member carries its meaning; a `Kind` carries its test and its family too.

Sources: certainty and polarity follow FactBank (Saurí and Pustejovsky 2009); credibility and reliability follow the
Admiralty code as in the MISP taxonomy admiralty-scale; the rest are this project's own declared terms.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of a closed vocabulary: its value is the word itself, `meaning` says what it stands for."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Make the member for `value`, with its meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class Noun(Term):
    """The things that are recorded, each with a readable id, a digest and versions."""

    TOPIC = "topic", "whom or what statements are about"
    SOURCE = "source", "whoever can say something"
    DOCUMENT = "document", "where statements stand"
    QUESTION = "question", "what several statements speak to"
    STATEMENT = "statement", "one proposition, as attributed"
    RATING = "rating", "an evaluator's judgement of a source or a statement"
    LINK = "link", "how one statement or document depends on another"


class Family(Term):
    """The three families that never mix: what is claimed, what is judged, what is withheld."""

    CLAIM = "claim", "put forward as known, seen, ordered or intended"
    ASSESSMENT = "assessment", "a judgement: inferred, weighed or foretold"
    SILENCE = "silence", "something withheld"


class Kind(Term):
    """What kind of saying a statement is: the first test that fits, in the order of `Kind.tests()`."""

    family: Family
    test: str

    def __new__(cls, value: str, family: Family = Family.CLAIM, meaning: str = "", test: str = "") -> Self:
        """Make the member for `value`, with its family, meaning and test."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.family = family
        member.meaning = meaning
        member.test = test
        return member

    REFUSAL = (
        "refusal",
        Family.SILENCE,
        "the speaker withholds something",
        "1. declines, does not confirm, or could not verify",
    )
    DIRECTIVE = "directive", Family.CLAIM, "an order or a demand", "2. orders or demands (must, need to)"
    INTENTION = (
        "intention",
        Family.CLAIM,
        "a plan, goal or vow of the speaker's own side",
        "3. commits the speaker's own side or principal to a future act",
    )
    FORECAST = (
        "forecast",
        Family.ASSESSMENT,
        "a checkable future event that the speaker does not decide",
        "4. a future event one could check, not the speaker's to decide",
    )
    ASSESSMENT = (
        "assessment",
        Family.ASSESSMENT,
        "an inference or evaluation",
        (
            "5. marked as inference, or states motive, importance, comparison, or a cause of what the speaker neither "
            "did nor observed"
        ),
    )
    OBSERVATION = (
        "observation",
        Family.CLAIM,
        "seen by the speaker or a camera",
        "6. the speaker (or a camera) saw it",
    )
    ASSERTION = "assertion", Family.CLAIM, "put forward as known", "7. anything else: put forward as known"


class Certainty(Term):
    """How sure a source is that the content is so (FactBank: CT, PR, PS, Uu)."""

    CERTAIN = "certain", "the source commits to it fully (FactBank CT)"
    PROBABLE = "probable", "the source holds it to be probable (FactBank PR)"
    POSSIBLE = "possible", "the source holds it to be possible (FactBank PS)"
    UNCOMMITTED = (
        "uncommitted",
        "the source does not commit itself: it relays, orders or withholds (FactBank Uu)",
    )


class Polarity(Term):
    """Whether a source affirms or denies the content (FactBank + and -)."""

    AFFIRMS = "affirms", "says that it is so"
    DENIES = "denies", "says that it is not so"


class Confidence(Term):
    """How sure the recorder is that this source said it, or that a link holds."""

    CERTAIN = "certain", "the recorder has no doubt"
    PROBABLE = "probable", "the recorder holds it to be probable"
    POSSIBLE = "possible", "the recorder holds it to be possible"


class Basis(Term):
    """What the recorder's identification of a source (or a link) rests on."""

    NAMED = "named", "the text prints a known name"
    TITLED = "titled", "the text prints a title or description"
    PRONOUN = "pronoun", "the text prints a pronoun"
    INFERRED = "inferred", "the text prints nothing for it: the recorder inferred it"


class Capacity(Term):
    """In what capacity a source speaks."""

    OFFICIAL = "official", "for a state or its organs"
    STATE_MEDIA = "state-media", "an outlet that speaks for a state"
    EXPERT = "expert", "on the ground of knowledge of the subject"
    PRESS = "press", "as reporter, outlet or agency"
    COMPANY = "company", "for a business"
    WITNESS = "witness", "as one who was there"
    OTHER = "other", "in none of these capacities"


class SourceKind(Term):
    """What a source is."""

    PERSON = "person", "one human being"
    ORGANIZATION = "organization", "a body that speaks as one"
    OUTLET = "outlet", "a publisher or news agency"
    GROUP = "group", "a collective that is not one body: reporters, a parliament"


class Rights(Term):
    """How much of a held text may be published."""

    FULL = "full", "the whole text may be published"
    EXCERPT = "excerpt", "only the quoted words with a little around them may be published"
    NONE = "none", "no more of the text than the quoted words themselves may be published"


class Words(Term):
    """Whose wording the quoted spans are."""

    SPEAKER = "speaker", "the speaker's own words, in quotation marks"
    REPORTER = "reporter", "the reporter's words"
    MIXED = "mixed", "partly the speaker's own words, partly the reporter's"


class Stated(Term):
    """Whether the proposition is put forward or only taken for granted."""

    ASSERTED = "asserted", "put forward"
    PRESUPPOSED = "presupposed", "only taken for granted"


class AnswerType(Term):
    """What an answer to a question looks like."""

    YES_NO = "yes-no", "yes or no"
    DATE = "date", "an EDTF date"
    NUMBER = "number", "12, >=12, <=12, 10..12 or ~12"
    CHOICE = "choice", "one of the question's choices"
    TEXT = "text", "free text"


class Precision(Term):
    """How finely a date question is answered."""

    DAY = "day", "to the day"
    MONTH = "month", "to the month"
    YEAR = "year", "to the year"


class LinkType(Term):
    """How one statement or document depends on another."""

    DERIVED_FROM = "derived-from", "rests on it"
    COPIES = "copies", "repeats it"
    TRANSLATES = "translates", "repeats it in another language"
    CORRECTS = "corrects", "puts it right"
    RETRACTS = "retracts", "takes it back"
    RESPONDS_TO = "responds-to", "replies to it"


class TopicKind(Term):
    """What a topic is."""

    PERSON = "person", "a human being"
    ORGANIZATION = "organization", "a body"
    PLACE = "place", "a place"
    EVENT = "event", "something that happens"
    OBJECT = "object", "a thing"
    THEME = "theme", "a subject"


class Part(Term):
    """Which part of a document a span stands in."""

    TEXT = "text", "the held text"
    TITLE = "title", "the headline"


class RatingScheme(Term):
    """The Admiralty code: letters rate a source, digits rate a statement."""

    RELIABILITY = "admiralty-reliability", "A to F, of a source; F: cannot be judged"
    CREDIBILITY = "admiralty-credibility", "1 to 6, of a statement; 6: cannot be judged"


class Route(Term):
    """By which way a row was recorded; a row belongs to its route."""

    BUILD = "build", "from a facts folder, which is its truth"
    LOAD = "load", "from JSON Lines or Python"


VOCABULARIES: dict[str, type[Term]] = {
    "kind": Kind,
    "family": Family,
    "certainty": Certainty,
    "polarity": Polarity,
    "confidence": Confidence,
    "basis": Basis,
    "capacity": Capacity,
    "source kind": SourceKind,
    "rights": Rights,
    "words": Words,
    "stated": Stated,
    "answer type": AnswerType,
    "precision": Precision,
    "link type": LinkType,
    "topic kind": TopicKind,
    "part": Part,
    "rating scheme": RatingScheme,
    "route": Route,
    "noun": Noun,
}
"""Every closed vocabulary by the name that the `vocabulary` table gives it."""

COMMITMENT = (Certainty.UNCOMMITTED, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
"""Certainties from the weakest commitment to the strongest."""

DOUBT = (Confidence.POSSIBLE, Confidence.PROBABLE, Confidence.CERTAIN)
"""The recorder's confidences from the weakest to the strongest: a chain is as strong as its weakest hop."""
