"""Sources: whoever can say something, under which names, in which roles."""

from __future__ import annotations

import re
from collections.abc import Iterable  # noqa: TC003 - read at run time by attrs

from attrs import field, frozen

from factbase import dates
from factbase.model.faults import Faults
from factbase.model.terms import as_capacity, as_capacity_or_none, as_source_kind, as_tuple
from factbase.vocabulary import Capacity, SourceKind

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


@frozen(kw_only=True)
class Name:
    """A name as printed, in one language (a BCP 47 tag such as ``en`` or ``ko``, or None where it is not known)."""

    name: str
    language: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the name.

        Raises:
            RecordError: with every field that is wrong.
        """
        faults = Faults()
        faults.text("name", self.name)
        faults.text_or_none("language", self.language)
        faults.finish(f'name "{self.name}"')


@frozen(kw_only=True)
class Role:
    """A title that a source held, in a capacity, from `start` until `end` (EDTF dates; None is open)."""

    title: str
    capacity: Capacity = field(converter=as_capacity)
    start: str | None = None
    end: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the role.

        Raises:
            RecordError: with every field that is wrong.
        """
        faults = Faults()
        faults.text("title", self.title)
        faults.term("capacity", self.capacity, Capacity)
        faults.date_or_none("start", self.start)
        faults.date_or_none("end", self.end)
        if not faults.found and self.start and self.end:
            first, last = dates.parse(self.start).earliest, dates.parse(self.end).latest
            if first and last and first > last:
                faults.add("end", f"{self.end} is before the start, {self.start}")
        faults.finish(f'role "{self.title}"')

    def held(self, when: dates.Dating) -> bool:
        """Tell whether the role may have been held at some time within `when`."""
        start = dates.parse(self.start).earliest if self.start else None
        end = dates.parse(self.end).latest if self.end else None
        begun = start is None or when.latest is None or start <= when.latest
        lasts = end is None or when.earliest is None or end >= when.earliest
        return begun and lasts


def as_names(values: Iterable[Name]) -> tuple[Name, ...]:
    """Return names as a tuple."""
    return as_tuple(values)


def as_roles(values: Iterable[Role]) -> tuple[Role, ...]:
    """Return roles as a tuple."""
    return as_tuple(values)


@frozen(kw_only=True)
class Source:
    """Whoever can say something.

    `names` as printed, the first being the one shown; `capacity` the one in which it speaks when no role says
    otherwise; `acts_for` the id of the source it speaks for (a spokesman for a ministry, state media for a state); an
    `anonymous` source may carry the `reason` given for it; `wikidata` is an item id such as ``Q884``.
    """

    id: str
    kind: SourceKind = field(converter=as_source_kind)
    names: tuple[Name, ...] = field(converter=as_names)
    anonymous: bool = False
    reason: str | None = None
    capacity: Capacity | None = field(default=None, converter=as_capacity_or_none)
    acts_for: str | None = None
    wikidata: str | None = None
    roles: tuple[Role, ...] = field(default=(), converter=as_roles)

    def __attrs_post_init__(self) -> None:
        """Check the source.

        Raises:
            RecordError: with every field that is wrong.
        """
        faults = Faults()
        faults.ident("id", self.id)
        faults.term("kind", self.kind, SourceKind)
        if faults.records("names", self.names, Name) and not self.names:
            faults.add("names", "missing: a source has at least one name")
        faults.term_or_none("capacity", self.capacity, Capacity)
        faults.flag("anonymous", self.anonymous)
        faults.ident_or_none("acts_for", self.acts_for)
        if self.acts_for == self.id is not None:
            faults.add("acts_for", "a source cannot act for itself")
        faults.text_or_none("reason", self.reason)
        faults.records("roles", self.roles, Role)
        if self.anonymous and self.roles:
            faults.add("roles", "an anonymous source has no role: a title that is known belongs in its name")
        if self.reason is not None and not self.anonymous:
            faults.add("reason", "only an anonymous source has a reason for being so")
        if self.wikidata is not None and not (
            isinstance(self.wikidata, str) and _WIKIDATA.fullmatch(self.wikidata)
        ):
            faults.add("wikidata", f'"{self.wikidata}" is no Wikidata item: an item is Q and a number')
        faults.finish(f'source "{self.id}"')

    @property
    def name(self) -> str:
        """The name that is shown: the first."""
        return self.names[0].name
