"""A page asks for no longer than it may; parts that it can do without are given up first."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlite_utils.utils import sqlite3

from factbase.plugin.pages.patience import Patience, is_late

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_part_that_takes_too_long_is_given_up_and_the_page_goes_on() -> None:
    """Its stand-in comes back and is counted; what is asked next is answered."""
    with closing(sqlite3.connect(":memory:")) as connection, Patience(connection, 20) as patience:
        assert patience.part(lambda: connection.execute(ENDLESS).fetchone(), None) is None
        assert patience.part(lambda: connection.execute("SELECT 1").fetchone(), None) == (1,)
        assert connection.execute("SELECT 2").fetchone() == (2,)
        assert patience.late == 1


def test_the_whole_page_has_its_deadline() -> None:
    """What is no part of its own is stopped too; afterwards the connection is free of any deadline."""
    with closing(sqlite3.connect(":memory:")) as connection:
        with Patience(connection, 1), pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute(ENDLESS)
        assert is_late(caught.value)
        assert connection.execute(ENDLESS.replace("FROM n)", "FROM n WHERE i < 100000)")).fetchone() == (
            100000,
        )


def test_other_errors_are_no_lateness() -> None:
    """A mistake in a query is not taken for a slow one."""
    with closing(sqlite3.connect(":memory:")) as connection, Patience(connection, 1000) as patience:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            patience.part(lambda: connection.execute("SELECT * FROM absent").fetchone(), None)
        assert patience.late == 0
