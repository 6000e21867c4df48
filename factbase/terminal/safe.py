"""Text that is safe to print: nothing in it moves the cursor, changes colours, or turns the writing around."""

from __future__ import annotations

import unicodedata

KEPT = frozenset("\u00ad\u200c\u200d")
"""Format characters that are part of words (soft hyphen) or join letters and emoji (ZWNJ, ZWJ)."""


def visible(text: str, *, lines: bool = False) -> str:
    r"""Return `text` with every character that could act on a terminal written out, as ``\x1b`` or ``\u202e``.

    These are control characters (C0 and C1), characters that set the direction of writing, other invisible format
    characters, line and paragraph separators, private-use characters and lone surrogates. Blanks stay blanks: a tab or
    line end becomes a space, unless `lines` keeps the line ends.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character, lines=lines) for character in text)


def escaped(json: str) -> str:
    r"""Return JSON text with the same characters as ``\uXXXX``, so that it says the same and is safe to print."""
    if json.isascii():
        return json
    return "".join(c if c == "\n" or not _acts(c) else _in_json(c) for c in json)


def _visible(character: str, *, lines: bool) -> str:
    if character == "\n" and lines:
        return character
    if character in "\t\n\r\v\f":
        return " "
    return _written(character) if _acts(character) else character


def _acts(character: str) -> bool:
    category = unicodedata.category(character)
    if category in {"Cc", "Cs", "Co", "Zl", "Zp"}:
        return True
    return category == "Cf" and character not in KEPT


def _written(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _in_json(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
