"""Changesets: recording acts, which never mix with acts of saying."""

from __future__ import annotations

from attrs import frozen

from factbase.vocabulary import Route


@frozen(kw_only=True)
class Changeset:
    """One recording act, as it stands in the database: number, when (UTC, ISO 8601), by whom, why, from which file.

    `digest` covers the parent's digest and every row of the act, so that the newest digest vouches for all of them.
    """

    number: int
    recorded_at: str
    recorded_by: str
    why: str
    file: str | None
    route: Route
    digest: str
    parent: int | None = None

    @property
    def id(self) -> str:
        """The readable id: ``c`` and the number."""
        return f"c{self.number}"
