"""Staging: what one recording act will write, gathered in a ``with`` block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.model import Record
    from factbase.problems import Problem
    from factbase.store.recording import Locate, Recorded, Recording


class Changes:
    """What one recording act will write; it is written when the ``with`` block of `Factbase.recording` ends."""

    def __init__(self, recording: Recording) -> None:
        """Stage into `recording`."""
        self._recording = recording
        self.recorded: Recorded | None = None

    def add(self, record: Record, locate: Locate | None = None) -> None:
        """Record a noun: a new id, or a new version of one; the same again writes nothing.

        What it names may be added later in the same act. `locate` gives the places of its fields in a file, for errors.
        """
        self._recording.stage(record, locate)

    def reject(
        self, problems: Iterable[Problem], noun: Noun | str | None = None, ident: str | None = None
    ) -> None:
        """Say what is wrong with a record that could not be made: nothing is written, and all is told at once.

        Whatever names the `noun` of that `ident` is not blamed for it.
        """
        self._recording.reject(problems, (Noun(noun), ident) if noun and ident else None)

    def retire(self, ident: str, why: str, noun: Noun | str = Noun.STATEMENT) -> None:
        """Withdraw the statement (or another noun) of that id; nothing that stays may name it."""
        self._recording.withdraw(Noun(noun), ident, why)
