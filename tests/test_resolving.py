"""What recording works out when it was left unwritten: capacities, bases, likelihoods, answers and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from factbase import dates
from factbase.identity import default_id, digest
from factbase.model import (
    Answer,
    Attribution,
    Document,
    Likelihood,
    Name,
    Question,
    Role,
    Source,
    Statement,
)
from factbase.resolving import resolve
from factbase.world import Records

if TYPE_CHECKING:
    from factbase.model import Record

SHIN = Source(
    id="shin",
    kind="person",
    names=[Name(name="Shin Won-sik"), Name(name="Shin"), Name(name="신원식", language="ko")],
    roles=[
        Role(title="Lawmaker", capacity="expert", start="2020-05-30", end="2023-10-06"),
        Role(title="Minister of National Defense", capacity="official", start="2023-10-07", end="2024-09-06"),
    ],
)
HERALD = Source(id="herald", kind="outlet", names=[Name(name="The Korea Herald")])
YONHAP = Source(id="yonhap", kind="outlet", names=[Name(name="Yonhap")])
KCNA = Source(id="kcna", kind="outlet", names=[Name(name="KCNA")], capacity="state-media")
CROWD = Source(id="reporters", kind="group", names=[Name(name="reporters")])
ARTICLE = Document(id="article", publisher="herald", credit="yonhap", published="2023-11-05")


def resolved(
    *hops: Attribution,
    world: tuple[Record, ...] = (),
    **fields: Any,  # noqa: ANN401 - any field of the record
) -> tuple[Statement, list[str]]:
    """Return the statement of the article with that chain, resolved, and what could not be."""
    written = {
        "id": "s",
        "document": "article",
        "content": "It flew.",
        "kind": "assertion",
        "attributions": hops,
    }
    known = {record.id: record for record in (SHIN, HERALD, YONHAP, KCNA, CROWD, ARTICLE)}
    known |= {record.id: record for record in world}
    statement, faults = resolve(Statement(**{**written, **fields}), Records(known.values()))
    return statement, [str(fault) for fault in faults]


def hop(source: str = "shin", **fields: Any) -> Attribution:  # noqa: ANN401 - any field of the record
    """Return a hop that is printed by a name, unless `fields` say otherwise."""
    return Attribution(**{"source": source, "certainty": "certain", "as_printed": "Shin", **fields})


class TestCapacity:
    """In what capacity a source spoke follows from the roles it held then."""

    @pytest.mark.parametrize(
        ("said", "capacity"),
        [
            ("2023-10-06", "expert"),
            ("2023-10-07", "official"),
            ("2023-11-03", "official"),
            ("2024-09-06", "official"),
            ("2024-09-07", "other"),
            ("2019", "other"),
        ],
    )
    def test_the_role_held_on_the_day_decides(self, said: str, capacity: str) -> None:
        """The same man spoke as lawmaker until 2023-10-06, as minister from the 7th, and later as neither."""
        statement, faults = resolved(hop(said=said))
        assert (statement.attributions[0].capacity, faults) == (capacity, [])

    def test_two_capacities_at_once_are_a_fault(self) -> None:
        """In October 2023 he was both: the recorder has to say which."""
        _, faults = resolved(hop(said="2023-10"))
        assert faults == [
            "attributions[0].capacity: shin held roles in several capacities then (expert, official): write which"
        ]

    def test_two_roles_of_one_capacity_are_no_fault(self) -> None:
        """A head of state and of the party speaks as an official either way."""
        titles = [Role(title=title, capacity="official") for title in ("President", "General Secretary")]
        kim = Source(id="kim", kind="person", names=[Name(name="Kim")], roles=titles)
        statement, faults = resolved(hop("kim"), world=(kim,))
        assert (statement.attributions[0].capacity, faults) == ("official", [])

    def test_a_written_capacity_stays(self) -> None:
        """Also where the roles say something else, or several things."""
        statement, faults = resolved(hop(said="2023-10", capacity="witness"))
        assert (statement.attributions[0].capacity, faults) == ("witness", [])

    @pytest.mark.parametrize(
        ("source", "capacity"), [("herald", "press"), ("kcna", "state-media"), ("reporters", "other")]
    )
    def test_without_a_role_the_source_speaks_in_its_usual_capacity(self, source: str, capacity: str) -> None:
        """Its own default; else an outlet is press, anyone else other."""
        statement, _ = resolved(hop(source))
        assert statement.attributions[0].capacity == capacity

    def test_a_hop_without_a_date_spoke_when_the_nearest_outer_hop_did(self) -> None:
        """Shin, quoted in a report of September 2023, was not minister yet."""
        statement, _ = resolved(hop("kcna", said="2023-09-01"), hop("herald"), hop())
        assert statement.attributions[2].capacity == "expert"

    def test_an_inner_date_does_not_date_the_outer_hop(self) -> None:
        """What he passes on in November was said in September; he himself speaks as minister."""
        statement, _ = resolved(hop(), hop("kcna", said="2023-09-01"))
        assert statement.attributions[0].capacity == "official"

    @pytest.mark.parametrize(
        ("published", "capacity"), [("2023-10-01", "expert"), ("2023-11-05", "official")]
    )
    def test_without_any_date_the_publication_decides(self, published: str, capacity: str) -> None:
        """Nobody can be printed before he speaks."""
        article = Document(id="article", publisher="herald", published=published)
        statement, _ = resolved(hop(), world=(article,))
        assert statement.attributions[0].capacity == capacity

    def test_a_role_that_never_began_or_ended_is_held_at_any_time(self) -> None:
        """A professor without dates is an expert whenever he speaks."""
        role = Role(title="Professor", capacity="expert")
        yang = Source(id="yang", kind="person", names=[Name(name="Yang")], roles=[role])
        assert role.held(dates.parse("1990"))
        statement, _ = resolved(hop("yang"), world=(yang,))
        assert statement.attributions[0].capacity == "expert"


class TestBasis:
    """On what the identification of a source rests follows from the printed words."""

    @pytest.mark.parametrize(
        ("printed", "basis"),
        [
            ("Shin Won-sik", "named"),
            ("Shin", "named"),
            ("신원식", "named"),
            ("he", "pronoun"),
            ("He", "pronoun"),
            ("we", "pronoun"),
            ("그는", "pronoun"),
            ("The defense chief", "titled"),
            ("shin", "titled"),
        ],
    )
    def test_the_printed_words_tell_it(self, printed: str, basis: str) -> None:
        """A known name is a name, a pronoun a pronoun, anything else a title or description."""
        statement, faults = resolved(hop(as_printed=printed))
        found = statement.attributions[0]
        assert (found.basis, found.confidence, faults) == (basis, "certain", [])

    def test_nothing_printed_is_inferred_and_needs_the_confidence(self) -> None:
        """The recorder's own inference is never taken for certain unseen."""
        statement, faults = resolved(hop("kcna", as_printed=None))
        assert faults == [
            (
                "attributions[0].confidence: missing: no printed words are given, so the source is inferred: "
                "say how sure you are of it"
            )
        ]
        assert statement.attributions[0].basis is None
        statement, faults = resolved(hop("kcna", as_printed=None, confidence="probable"))
        found = statement.attributions[0]
        assert (found.basis, found.confidence, faults) == ("inferred", "probable", [])

    @pytest.mark.parametrize("source", ["herald", "yonhap"])
    def test_the_documents_own_voice_is_named_by_the_document(self, source: str) -> None:
        """Publisher and wire are printed on the document: nothing is inferred."""
        statement, faults = resolved(hop(source, as_printed=None))
        found = statement.attributions[0]
        assert (found.basis, found.confidence, faults) == ("named", "certain", [])

    def test_what_is_written_stays(self) -> None:
        """The words "the North Korean media" are printed, but that they are KCNA is inferred."""
        written = hop("kcna", as_printed="the North Korean media", basis="inferred", confidence="probable")
        statement, faults = resolved(written)
        found = statement.attributions[0]
        assert (found.basis, found.confidence, faults) == ("inferred", "probable", [])

    def test_a_doubt_about_a_named_source_stays(self) -> None:
        """A name can be of somebody else."""
        statement, _ = resolved(hop(confidence="possible"))
        assert (statement.attributions[0].basis, statement.attributions[0].confidence) == (
            "named",
            "possible",
        )


class TestLikelihoods:
    """A hedge that is a term of a scale is kept with its scale."""

    def test_they_are_picked_from_the_hedge(self) -> None:
        """The word "likely" stands in three scales, each with its own number."""
        statement, _ = resolved(hop(hedge="is likely to"))
        assert [str(each.scheme) for each in statement.attributions[0].likelihoods] == [
            "capphrase",
            "icd203",
            "stix",
        ]
        assert {each.term for each in statement.attributions[0].likelihoods} == {"likely"}

    def test_written_ones_stay_alone(self) -> None:
        """Who writes one scale means that one."""
        written = [Likelihood(scheme="icd203", term="remote")]
        statement, _ = resolved(hop(hedge="is likely to", likelihoods=written))
        assert statement.attributions[0].likelihoods == tuple(written)

    def test_without_a_hedge_there_are_none(self) -> None:
        """A certainty is no term of a scale of words."""
        statement, _ = resolved(hop(certainty="probable"))
        assert statement.attributions[0].likelihoods == ()


class TestAnswers:
    """An answer is kept in the timezone and the precision of its question, with what was written."""

    @pytest.mark.parametrize(
        ("timezone", "precision", "value"),
        [
            ("Asia/Seoul", "day", "2023-12-02"),
            ("America/Los_Angeles", "day", "2023-12-01"),
            ("Asia/Seoul", "month", "2023-12"),
            ("Asia/Seoul", "year", "2023"),
            ("Asia/Seoul", None, "2023-12-02"),
            (None, "month", "2023-12"),
        ],
    )
    def test_a_moment_becomes_the_day_of_the_place(
        self, timezone: str | None, precision: str | None, value: str
    ) -> None:
        """The Falcon 9 of 2023-12-01T18:19Z flew on 2 December in Seoul, and on the 1st at its launch site."""
        question = Question(id="q", text="When?", answer_type="date", timezone=timezone, precision=precision)
        answer = Answer(question="q", value="2023-12-01T18:19Z", confidence="probable")
        statement, _ = resolved(hop(), answers=[answer], world=(question,))
        assert statement.answers == (
            Answer(question="q", value=value, written="2023-12-01T18:19Z", confidence="probable"),
        )

    def test_without_a_timezone_and_precision_it_stays(self) -> None:
        """Nobody said whose day is meant."""
        question = Question(id="q", text="When?", answer_type="date")
        answer = Answer(question="q", value="2023-12-01T18:19Z")
        statement, _ = resolved(hop(), answers=[answer], world=(question,))
        assert statement.answers == (answer,)

    def test_what_needs_no_conversion_is_not_said_twice(self) -> None:
        """`written` is there only where it differs."""
        question = Question(id="q", text="When?", answer_type="date", timezone="Asia/Seoul", precision="day")
        statement, _ = resolved(hop(), answers=[Answer(question="q", value="2023-12-02")], world=(question,))
        assert statement.answers[0].written is None

    def test_a_wrong_value_is_left_for_the_checks(self) -> None:
        """Resolving does not judge."""
        question = Question(id="q", text="When?", answer_type="date", timezone="Asia/Seoul", precision="day")
        answer = Answer(question="q", value="soon")
        statement, faults = resolved(hop(), answers=[answer], world=(question,))
        assert (statement.answers, faults) == ((answer,), [])


class TestIds:
    """A statement that was recorded without an id gets one from what it says."""

    def test_it_is_the_document_and_twelve_digits_of_the_digest(self) -> None:
        """Of the resolved statement, so that it names what is stored."""
        statement, _ = resolved(hop(), id=None)
        assert statement.id == default_id("article", digest(statement)) == f"article-{digest(statement)[:12]}"

    def test_equal_statements_get_the_same_and_others_another(self) -> None:
        """Recorded twice it is one row; another hedge is another statement."""
        one, again = resolved(hop(), id=None)[0], resolved(hop(), id=None)[0]
        other = resolved(hop(hedge="may"), id=None)[0]
        assert one.id == again.id != other.id

    def test_a_written_id_stays(self) -> None:
        """It is the recorder's to choose."""
        assert resolved(hop())[0].id == "s"

    def test_what_could_not_be_resolved_gets_none(self) -> None:
        """It will not be stored; an id would only be wrong tomorrow."""
        assert resolved(hop("kcna", as_printed=None), id=None)[0].id is None


def test_resolving_twice_changes_nothing() -> None:
    """What was worked out once is stored and never changes by itself."""
    question = Question(id="q", text="When?", answer_type="date", timezone="Asia/Seoul", precision="day")
    hops = (hop(as_printed="he", hedge="may"), hop("kcna", as_printed=None, confidence="possible"))
    answer = Answer(question="q", value="2023-12-01T18:19Z")
    once, _ = resolved(*hops, id=None, answers=[answer], world=(question,))
    twice, faults = resolve(once, Records([SHIN, HERALD, YONHAP, KCNA, ARTICLE, question]))
    assert (twice, faults) == (once, [])


def test_what_is_unknown_is_left_for_the_checks() -> None:
    """A hop whose source nobody declared has a basis, and no capacity can be known."""
    statement, faults = resolved(hop("nobody"), answers=[Answer(question="none", value="x")])
    assert faults == []
    assert (statement.attributions[0].capacity, statement.attributions[0].basis) == (None, "titled")
    assert statement.answers == (Answer(question="none", value="x"),)
