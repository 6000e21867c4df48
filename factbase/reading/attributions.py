"""The chain as written: `said_by`, and what a statement says of its speaker beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from factbase.model import Attribution, Likelihood
from factbase.problems import Location, Problem
from factbase.reading.dated import dated
from factbase.reading.located import build
from factbase.reading.nodes import Fields, Mapping, Scalar, Sequence, as_mapping, as_scalar

if TYPE_CHECKING:
    from factbase.reading.located import Places
    from factbase.reading.nodes import Node, Problems

_TEXTS = ("cue", "hedge", "certainty", "polarity", "capacity", "confidence", "basis")
_OF_SPEAKER = ("certainty", "polarity", "hedge")
_OF_FIRST = ("said", "said_printed")


@frozen
class WrittenHop:
    """A hop before it is a record: its fields and their places; one that is `faulty` has been reported."""

    fields: dict[str, Any]
    places: dict[str, Location]
    faulty: bool = False


@frozen
class Inherited:
    """What a group gives to its statements."""

    chain: tuple[WrittenHop, ...] | None = None
    said: Scalar | None = None
    said_printed: Scalar | None = None


def read_group(fields: Fields, problems: Problems) -> Inherited:
    """Return what a group of statements shares: its chain and when its first hop said it."""
    return Inherited(read_chain(fields, problems), *dated(fields, "said", problems))


def read_chain(fields: Fields, problems: Problems) -> tuple[WrittenHop, ...] | None:
    """Return the hops of `said_by`, or None where it is not written."""
    node = fields.node("said_by")
    if node is None:
        return None
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(_hop(item, problems) for item in items)


def _hop(node: Node, problems: Problems) -> WrittenHop:
    """Return a hop that is written as a source id, or as ``id: {as: ..., cue: ...}``."""
    if not isinstance(node, Mapping):
        source = as_scalar(node, problems)
        if source is None:
            return WrittenHop({}, {}, faulty=True)
        return WrittenHop({"source": source.text}, {"source": source.location})
    if len(node.entries) != 1:
        message = "a hop is one source: begin each with its own hyphen, and write what belongs to it in { }"
        problems.append(Problem(location=node.location, message=message))
        return WrittenHop({}, {}, faulty=True)
    key, value = node.entries[0].key, node.entries[0].value
    mapping = as_mapping(value, problems)
    found: dict[str, Any] = {"source": key.text}
    places = {"source": key.location}
    if mapping is not None:
        fields = Fields(mapping, problems)
        found["as_printed"] = fields.text("as")
        places["as_printed"] = fields.where("as")
        for name in _TEXTS:
            found[name] = fields.text(name)
            places[name] = fields.where(name)
        for name, scalar in zip(_OF_FIRST, dated(fields, "said", problems), strict=True):
            found[name] = scalar.text if scalar else None
            places[name] = scalar.location if scalar else fields.location
        found["likelihoods"] = likelihoods(fields, problems)
        places["likelihoods"] = fields.where("likelihood")
        fields.finish()
    return WrittenHop({name: value for name, value in found.items() if value}, places, faulty=mapping is None)


def likelihoods(fields: Fields, problems: Problems) -> tuple[Likelihood, ...]:
    """Return `likelihood: {scheme: term}` as records; the checks know the schemes."""
    mapping = fields.mapping("likelihood")
    found = []
    for entry in mapping.entries if mapping else ():
        term = as_scalar(entry.value, problems)
        if term is not None:
            found.append(Likelihood(scheme=entry.key.text, term=term.text.casefold()))
    return tuple(found)


def attributions(
    fields: Fields, inherited: Inherited, own_voice: str, places: Places, problems: Problems
) -> tuple[tuple[Attribution, ...], bool]:
    """Return the chain of a statement: its own or the group's, with what the statement says of speaker and time.

    Without a chain the document speaks for itself, through `own_voice`. The second value is whether nothing is wrong
    with the chain; hops that are faulty are left out.
    """
    own = read_chain(fields, problems)
    chain = own if own is not None else inherited.chain
    if chain is None:
        chain = (WrittenHop({"source": own_voice}, {}),)
    hops = [evolve(hop, fields=dict(hop.fields), places=dict(hop.places)) for hop in chain]
    if not hops:
        problems.append(Problem(location=fields.where("said_by"), message="said_by: names nobody"))
        hops = [WrittenHop({}, {}, faulty=True)]
    _spread(fields, inherited, hops, problems, written_here=own is not None)
    made = []
    for step, hop in enumerate(hops):
        for name, location in hop.places.items():
            places.put(f"attributions[{step}].{name}", location)
        if "source" in hop.places:
            places.put(f"attributions[{step}]", hop.places["source"])
        if not hop.faulty:
            make = partial(Attribution, **hop.fields)
            made.append(build(make, places, problems, f"attributions[{step}]"))
    sound = len(made) == len(hops) and None not in made
    return tuple(hop for hop in made if hop), sound


def _spread(
    fields: Fields, inherited: Inherited, hops: list[WrittenHop], problems: Problems, *, written_here: bool
) -> None:
    """Give the speaker and the first hop what the statement, or its group, says of them."""
    for name in _OF_SPEAKER:
        _give(hops[-1], name, fields.scalar(name), problems, refuse=written_here)
    picked = likelihoods(fields, problems)
    if picked:
        if written_here and "likelihoods" in hops[-1].fields:
            _twice("likelihood", hops[-1], fields.where("likelihood"), problems)
        hops[-1].fields["likelihoods"] = picked
        hops[-1].places["likelihoods"] = fields.where("likelihood")
    for name, scalar in zip(_OF_FIRST, dated(fields, "said", problems), strict=True):
        _give(hops[0], name, scalar, problems, refuse=written_here)
        shared: Scalar | None = getattr(inherited, name)
        if scalar is None and shared is not None and name not in hops[0].fields:
            _give(hops[0], name, shared, problems, refuse=False)


def _give(hop: WrittenHop, name: str, scalar: Scalar | None, problems: Problems, *, refuse: bool) -> None:
    if scalar is None:
        return
    if refuse and name in hop.fields:
        _twice(name, hop, scalar.location, problems)
        return
    hop.fields[name] = scalar.text
    hop.places[name] = scalar.location


def _twice(name: str, hop: WrittenHop, where: Location, problems: Problems) -> None:
    message = f'{name}: written twice, here and at the hop "{hop.fields.get("source", "?")}"'
    problems.append(Problem(location=where, message=message))
