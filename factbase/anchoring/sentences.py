"""The sentences of a text, for saying which of them no statement covers."""

from __future__ import annotations

import re

from factbase.anchoring.text import Span, Text, trimmed

_CLOSING = "[\"'\u2019\u201d\u00bb\u203a)\\]\u300d\u300f\uff09\u301e\u301f\uff02]"
_OPENING = "\"'\u2018\u201c\u201e\u00ab\u2039([\u300c\u300e\uff08\u301d\u3010"

_STOP = re.compile(
    rf"(?P<stop>[.!?\u2026\u0964\u061f\u06d4]+|[\u3002\uff61\uff01\uff1f\uff0e]+)(?P<closed>{_CLOSING}*)"
)
"""A full stop, question or exclamation mark or ellipsis of any script, and the marks that close after it."""

_CREDIT = re.compile(r"\s+\([^()\n]{0,80}[^()\s.!?\u3002]\)(?=\s+[^\sa-z]|\s*$)")
"""A credit in brackets after the full stop, such as "(Yonhap)"; it belongs to the sentence before it.

A remark with a full stop of its own is a sentence; one that a small letter follows stands inside a sentence.
"""

_NEVER_LAST = re.compile(
    r"(Mr|Mrs|Ms|Mx|Messrs|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Cdr|Sgt|Cpl|Adm|Brig|Sen|Rep|Gov|Pres|Rev|Hon|Amb|Sec|"
    r"Supt|St|Mt|vs|v|cf|viz|e\.g|i\.e)"
)
"""Abbreviations that something always follows."""

_BEFORE_NUMBER = re.compile(
    r"(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Figs?|Nos?|Vol|Art|pp?|ca|approx)"
)
"""Abbreviations that do not end a sentence if a number follows."""

_MAY_BE_LAST = re.compile(
    r"(Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Ltd|Co|Bros|Jr|Sr|al|etc|Ave|Blvd|Rd|Dept|Univ|Assn|Ph\.D)"
)
"""Abbreviations that can stand at the end of a sentence, or before a name."""

_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
"""Initials and acronyms, without their last full stop: J, U.S, a.m."""

_BEGINS = re.compile(
    r"(An?|The|This|That|These|Those|Its?|He|She|They|We|You|His|Her|Their|Our|There|Here|In|On|At|As|For|From|If|"
    r"When|While|Since|After|Before|But|And|Or|Yet|So|However|Meanwhile|Moreover|Conversely|Although|Though|Under|"
    r"With|Both|Some|Many|Most|Two|Several|According|Asked|What|Who|Why|How|Where)\b"
)
"""Words that with a capital letter begin a sentence rather than continue a name."""

_SAYING = re.compile(
    r"\s+(?:[\w.'\u2019-]+\s+){0,4}?(?:said|says|asked|asks|told|added|wrote|replied|exclaimed|demanded)\b"
)

_LOOK = 100
"""How many characters around a stop are looked at, which bounds the time for a text without line breaks."""


def sentences(text: str | Text) -> tuple[Span, ...]:
    """Return the bounds of the sentences, paragraph by paragraph, without the white space between them.

    Together they hold every character that is not white space, each once. A sentence ends at a full stop,
    question or exclamation mark or ellipsis, with the quotation marks and brackets that close after it and a
    credit in brackets ("... the following day. (Yonhap)"); never inside a paragraph where none of these
    stands, so that a headline or a caption is a sentence of its own only if blank lines set it apart. In
    scripts with spaces, white space has to follow, and then no small letter. Abbreviations ("Nov. 30", "Prof.
    Yang"), initials, acronyms ("U.S. Navy"), numbers of lists, and "Really?" with who said it do not end one.
    An acronym or an abbreviation such as "Inc." ends one if a word follows with which sentences begin. The
    full stops of Chinese and Japanese end one without white space, but after a closing mark only if something
    other than a letter follows.

    The rules are our own and small; they will err on unusual text, which costs no more than an odd line in a
    list.
    """
    text = Text.of(text)
    found: list[Span] = []
    for start, end in text.paragraphs:
        at = start
        for cut in _cuts(text.raw, start, end):
            found.append(trimmed(text.raw, at, cut))
            at = cut
        found.append(trimmed(text.raw, at, end))
    return tuple((start, end) for start, end in found if start < end)


def _cuts(raw: str, start: int, end: int) -> list[int]:
    """Return where in a paragraph a sentence ends and another follows."""
    cuts: list[int] = []
    begin, at = start, start
    while stop := _STOP.search(raw, at, end):
        at = stop.end()
        credit = _CREDIT.match(raw, at, end)
        if credit:
            at = credit.end()
        if credit or _ends(raw, begin, stop, end):
            cuts.append(at)
            begin = at
    return cuts


def _ends(raw: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Tell whether the sentence that begins at `begin` ends at a stop."""
    following = raw[stop.end() : min(end, stop.end() + _LOOK)]
    if stop["stop"][0] in "\u3002\uff61\uff01\uff1f\uff0e":
        return not (stop["closed"] and following[:1].isalnum())
    before, after = raw[max(begin, stop.start() - _LOOK) : stop.start()], following.lstrip()
    if after == following or after.lstrip(_OPENING)[:1].islower():
        return False
    if stop["stop"].strip("!?") == "":
        return not (stop["closed"] and _SAYING.match(following))
    if stop["stop"] in ("...", "\u2026"):
        return not before[-1:].isspace() and not before.endswith("[")
    return bool(stop["closed"].strip(")]")) or _ends_after_word(before, after)


def _ends_after_word(before: str, after: str) -> bool:
    """Tell whether a full stop after the words `before` ends a sentence rather than an abbreviation."""
    if not before.strip().strip(_OPENING) or before.strip().isdigit():
        return False
    word = before.rsplit(maxsplit=1)[-1].lstrip(_OPENING)
    if _NEVER_LAST.fullmatch(word) or (_BEFORE_NUMBER.fullmatch(word) and after[:1].isdigit()):
        return False
    if _MAY_BE_LAST.fullmatch(word) or _DOTTED.fullmatch(word):
        return _BEGINS.match(after.lstrip(_OPENING)) is not None
    return True
