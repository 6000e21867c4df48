"""The closed vocabularies: every word has its meaning, and the schema knows exactly the same words."""

from __future__ import annotations

import re

import pytest

from factbase import vocabulary
from factbase.model.rating import VALUES
from factbase.store import schema
from factbase.store.connection import connect
from factbase.vocabulary import COMMITMENT, DOUBT, VOCABULARIES, Certainty, Confidence, Family, Kind, Term

TESTS = [
    # In the order in which they are asked: the kind, its family, and the words that its test must hold.
    ("refusal", "silence", "1. declines, does not confirm, or could not verify"),
    ("directive", "claim", "2. orders or demands"),
    ("intention", "claim", "3. commits the speaker's own side or principal to a future act"),
    ("forecast", "assessment", "4. a future event one could check, not the speaker's to decide"),
    (
        "assessment",
        "assessment",
        "5. marked as inference, or states motive, importance, comparison, or a cause",
    ),
    ("observation", "claim", "6. the speaker (or a camera) saw it"),
    ("assertion", "claim", "7. anything else: put forward as known"),
]

CHECKED = {
    # The column of the schema, and the vocabulary whose words are all that it may hold.
    "answers.confidence": "confidence",
    "attributions.basis": "basis",
    "attributions.capacity": "capacity",
    "attributions.certainty": "certainty",
    "attributions.confidence": "confidence",
    "attributions.polarity": "polarity",
    "changesets.route": "route",
    "documents.rights": "rights",
    "links.basis": "basis",
    "links.confidence": "confidence",
    "links.type": "link type",
    "questions.answer_type": "answer type",
    "questions.precision": "precision",
    "ratings.scheme": "rating scheme",
    "retired.noun": "noun",
    "roles.capacity": "capacity",
    "sources.capacity": "capacity",
    "sources.kind": "source kind",
    "spans.part": "part",
    "statements.kind": "kind",
    "statements.stated": "stated",
    "statements.words": "words",
    "topics.kind": "topic kind",
}


def words_of(name: str) -> set[str]:
    """Return the words of a vocabulary."""
    return {term.value for term in VOCABULARIES[name]}


def tables() -> dict[str, str]:
    """Return the definition of each table, as SQLite keeps it, without its comments."""
    database = connect(":memory:")
    schema.create(database)
    found = database.conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
    )
    return {name: re.sub(r"--[^\n]*", "", sql) for name, sql in found}


def listed(sql: str) -> list[tuple[str, set[str]]]:
    """Return each column of a table that is checked against a list of words, with that list."""
    checks = re.findall(r"CHECK \(\s*(\w+) (?:IN \(\s*('[^)]*')\)|(= '[^)]*'))\)", sql)
    assert all(set(re.findall(r"(\w+) =", one_by_one)) <= {column} for column, _, one_by_one in checks)
    return [
        (column, set(re.findall(r"'([^']*)'", words))) for column, *both in checks for words in both if words
    ]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_has_a_meaning_of_its_own(name: str) -> None:
    """A word without a meaning, or with that of another, would be chosen by taste."""
    meanings = [term.meaning for term in VOCABULARIES[name]]
    assert all(meaning.strip() == meaning != "" for meaning in meanings)
    assert len(set(meanings)) == len(meanings)


def test_every_vocabulary_is_told_to_the_database() -> None:
    """None is left out of `VOCABULARIES`, from which the table `vocabulary` is filled."""
    defined = {
        each
        for each in vars(vocabulary).values()
        if isinstance(each, type) and issubclass(each, Term) and each is not Term
    }
    assert set(VOCABULARIES.values()) == defined


@pytest.mark.parametrize(("kind", "family", "test"), TESTS)
def test_a_kind_has_its_family_and_its_test(kind: str, family: str, test: str) -> None:
    """As the design gives them."""
    assert Kind(kind).family is Family(family)
    assert Kind(kind).test.startswith(test)


def test_kinds_stand_in_the_order_of_their_tests() -> None:
    """The first test that fits decides, so the order is part of the meaning."""
    assert [kind.value for kind in Kind] == [kind for kind, _, _ in TESTS]
    assert [kind.test[:2] for kind in Kind] == [f"{number}." for number in range(1, 8)]


def test_a_word_is_its_own_text() -> None:
    """A member can stand wherever its word can: in SQL, in JSON, in a message."""
    assert str(Kind.FORECAST) == "forecast"
    assert f"{Kind.FORECAST}" == "forecast"
    assert Kind("forecast") is Kind.FORECAST


def test_commitment_and_doubt_hold_every_word_once() -> None:
    """The two orders by which certainties and confidences are compared, weakest first."""
    assert COMMITMENT == ("uncommitted", "possible", "probable", "certain")
    assert set(COMMITMENT) == set(Certainty)
    assert DOUBT == ("possible", "probable", "certain")
    assert set(DOUBT) == set(Confidence)


def test_the_schema_checks_exactly_the_words_of_each_vocabulary() -> None:
    """A word in one place and not in the other would be refused by one of them: the lists cannot drift."""
    found = {f"{table}.{column}": words for table, sql in tables().items() for column, words in listed(sql)}
    copies = found.pop("documents.copy_type")
    assert copies < words_of("link type")
    assert found == {column: words_of(name) for column, name in CHECKED.items()}


def test_the_schema_checks_the_values_of_each_rating_scheme() -> None:
    """Letters for sources, digits for statements, as in the model."""
    sql = tables()["ratings"]
    found = re.findall(r"scheme = '([\w-]+)'.*?value IN \(([^)]*)\)", sql, re.DOTALL)
    assert {scheme: "".join(re.findall(r"\w", values)) for scheme, values in found} == {
        str(scheme): values for scheme, values in VALUES.items()
    }


@pytest.mark.parametrize("kind", Kind)
def test_the_family_of_a_row_is_the_family_of_its_kind(kind: Kind) -> None:
    """SQLite works the family out itself, and comes to the same as `Kind.family`: nobody can write another."""
    database = connect(":memory:")
    pattern = r"family TEXT NOT NULL (GENERATED ALWAYS AS \(.*?END\) VIRTUAL)"
    generated = re.search(pattern, tables()["statements"], re.DOTALL)
    assert generated is not None
    database.conn.execute(f"CREATE TABLE rows (kind TEXT, family TEXT {generated[1]})")
    database.conn.execute("INSERT INTO rows (kind) VALUES (?)", (kind.value,))
    assert database.conn.execute("SELECT family FROM rows").fetchall() == [(kind.family.value,)]


def test_the_table_of_words_tells_each_with_its_meaning() -> None:
    """Who has only the database file finds every word explained in it, kinds with test and family."""
    database = connect(":memory:")
    schema.create(database)
    rows = set(database.conn.execute("SELECT field, term, meaning, test, family FROM vocabulary"))
    expected = {
        (name, term.value, term.meaning, getattr(term, "test", None), getattr(term, "family", None))
        for name, terms in VOCABULARIES.items()
        for term in terms
    }
    assert rows == expected
