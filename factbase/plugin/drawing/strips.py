"""Strips: a table whose rows end in a strip of marks over a common axis, so that picture and words are one.

The words wrap as they need and stand above the strip where the screen is narrow; each strip says its marks in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from markupsafe import Markup

from factbase.plugin.drawing.axis import NARROW, WIDE, Axis, Label, Stretch
from factbase.plugin.drawing.marks import Dot, Mark, patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@frozen(kw_only=True)
class Row:
    """One row: who, with an address; the words, with an address; notes below them; the marks, and what these say."""

    who: str
    who_href: str
    words: str
    href: str
    family: str
    notes: tuple[str, ...]
    marks: tuple[Mark, ...]
    told: str


@frozen(kw_only=True)
class Group:
    """Rows under a heading; without one, just rows."""

    rows: tuple[Row, ...]
    heading: str = ""
    family: str = ""


@frozen(kw_only=True)
class Key:
    """A line of the key: a mark on an axis from 0 to 100, and what it means."""

    mark: Mark
    words: str


def table(  # noqa: PLR0913 - what is drawn, and what says so
    ident: str,
    axis: Axis,
    groups: Sequence[Group],
    *,
    title: str,
    description: str,
    keys: Iterable[Key] = (),
    background: tuple[Mark, ...] = (),
) -> Markup:
    """Return a figure: the key, and a table with the axis in its head and a strip in every row.

    `ident` begins the ids in it and must be the only one of its kind on a page; `background` stands in every row.
    """
    body = Markup("").join(
        Markup("<tbody>{}{}</tbody>").format(
            _heading(group), Markup("").join(_row(each, ident, axis, background) for each in group.rows)
        )
        for group in groups
    )
    return Markup(
        '<figure class="strips-of"><figcaption>{key}</figcaption>'
        '<table class="strips"><thead><tr><th scope="col"><span class="hidden">{title}</span></th>'
        '<th scope="col" class="strip-cell">{head}</th></tr></thead>{body}</table></figure>'
    ).format(
        key=_keys(keys, axis, ident), title=title, head=_head(ident, axis, title, description), body=body
    )


def _heading(group: Group) -> Markup:
    if not group.heading:
        return Markup("")
    return Markup(
        '<tr class="strips-group"><th colspan="2" scope="rowgroup" class="family-{family}">'
        '<span class="mark mark-{family}" aria-hidden="true"></span>{heading}</th></tr>'
    ).format(family=group.family, heading=group.heading)


def _row(row: Row, ident: str, axis: Axis, background: tuple[Mark, ...]) -> Markup:
    notes = Markup("").join(Markup('<span class="strip-note">{}</span>').format(each) for each in row.notes)
    return Markup(
        '<tr><th scope="row"><span class="strip-who"><span class="mark mark-{family}" aria-hidden="true"></span>'
        '<a class="speaker" href="{who_href}">{who}</a></span> '
        '<a class="strip-words" href="{href}" dir="auto">{words}</a> '
        '{notes}</th><td class="strip-cell">{strip}</td></tr>'
    ).format(
        family=row.family,
        who=row.who,
        who_href=row.who_href,
        words=row.words,
        href=row.href,
        notes=notes,
        strip=_strip(row, ident, axis, background),
    )


def _strip(row: Row, ident: str, axis: Axis, background: tuple[Mark, ...]) -> Markup:
    # A tear goes through what is drawn to scale; when it was said lies above it.
    marks = (*background, *row.marks)
    below, above = (
        Markup("").join(each.drawn(axis, ident) for each in marks if isinstance(each, Dot) is on_top)
        for on_top in (False, True)
    )
    return Markup(
        '<svg class="strip" role="img" focusable="false"><title>{told}</title>{grid}'
        '<svg class="over" y="50%" overflow="visible">{below}</svg>{breaks}'
        '<svg class="over" y="50%" overflow="visible">{above}</svg></svg>'
    ).format(told=row.told, grid=_grid(axis), below=below, above=above, breaks=_breaks(axis))


def _head(ident: str, axis: Axis, title: str, description: str) -> Markup:
    return Markup(
        '<svg class="timeline axis" role="img" focusable="false" '
        'aria-labelledby="{ident}-t" aria-describedby="{ident}-d">'
        '<title id="{ident}-t">{title}</title><desc id="{ident}-d">{description}</desc>{patterns}'
        '{breaks}<g class="tight">{narrow}</g><g class="roomy">{wide}</g></svg>'
    ).format(
        ident=ident,
        title=title,
        description=description,
        patterns=patterns(ident),
        narrow=_labels(axis.narrow, NARROW),
        wide=_labels(axis.wide, WIDE),
        breaks=_breaks(axis),
    )


def _labels(labels: Iterable[Label], width: int) -> Markup:
    return Markup("").join(
        Markup('<text x="{x:.2f}%" y="{y}" text-anchor="{anchor}"{lower}>{text}</text>').format(
            x=each.at,
            y=30 if each.lower else 15,
            anchor=each.anchor(width),
            lower=Markup(' class="lower"') if each.lower else "",
            text=each.text,
        )
        for each in labels
    )


def _grid(axis: Axis) -> Markup:
    return Markup("").join(
        Markup('<g class="{name}">{lines}</g>').format(name=name, lines=_lines(labels))
        for name, labels in (("tight", axis.narrow), ("roomy", axis.wide))
    )


def _lines(labels: Iterable[Label]) -> Markup:
    places = sorted({each.at for each in labels if each.tick})
    line = Markup('<line class="grid" x1="{0:.2f}%" x2="{0:.2f}%" y1="0" y2="100%"/>')
    return Markup("").join(line.format(each) for each in places)


def _breaks(axis: Axis) -> Markup:
    """Return a tear for each break: nothing is to scale across it."""
    return Markup("").join(
        Markup(
            '<rect class="tear" x="{x:.2f}%" width="{w:.2f}%" y="0" height="100%"/>'
            '<line class="tear-edge" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="100%"/>'
            '<line class="tear-edge" x1="{end:.2f}%" x2="{end:.2f}%" y1="0" y2="100%"/>'
        ).format(x=left + (right - left) * 0.2, w=(right - left) * 0.6, end=right - (right - left) * 0.2)
        for left, right in axis.breaks
    )


def _keys(keys: Iterable[Key], axis: Axis, ident: str) -> Markup:
    """Return the key, each mark drawn on a small axis from 0 to 100."""
    sample = Markup('<svg class="over" y="50%" overflow="visible">{}</svg>')
    items = [(each.words, sample.format(each.mark.drawn(_SAMPLE, ident))) for each in keys]
    if axis.breaks:
        items.append(("left out: nothing begins or ends there", _breaks(_TORN)))
    return Markup('<ul class="strip-keys">{}</ul>').format(
        Markup("").join(
            Markup('<li><svg class="swatch" aria-hidden="true" focusable="false">{}</svg>{}</li>').format(
                mark, words
            )
            for words, mark in items
        )
    )


_SAMPLE = Axis(stretches=(Stretch(first=0, last=100, left=0, right=100),))
_TORN = Axis(
    stretches=(Stretch(first=0, last=1, left=0, right=35), Stretch(first=2, last=3, left=65, right=100))
)
