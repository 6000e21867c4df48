"""Places: where each statement of a load stands in its files, in eight bytes each."""

from __future__ import annotations

from array import array

from factbase.problems import Location

_LINE_BITS = 40


class Places:
    """Where the statements of a load stand in its files, by their pks."""

    def __init__(self) -> None:
        """Start with none."""
        self._first: int | None = None
        self._lines = array("Q")
        self._paths: dict[str, int] = {}

    def put(self, pk: int, path: str, line: int) -> None:
        """Note the place of a new statement; its pk follows that of the one before."""
        if self._first is None:
            self._first = pk
        if pk - self._first == len(self._lines):
            number = self._paths.get(path)
            if number is None:
                number = self._paths[path] = len(self._paths)
            self._lines.append(number << _LINE_BITS | line)

    def of(self, pk: int) -> Location:
        """Return the place of a statement."""
        packed = self._lines[pk - (self._first or 0)]
        path = list(self._paths)[packed >> _LINE_BITS]
        return Location(path=path, line=packed & ((1 << _LINE_BITS) - 1))
