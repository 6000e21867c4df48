"""What the syntax errors of PyYAML mean to somebody who writes facts: the likely cause, and what to do."""

from __future__ import annotations

import re
from typing import Final

BACKSLASH: Final = "a backslash that begins no escape: write two of them, or quote the text with '"
"""The message for a bad escape: its place is the backslash, which PyYAML has already passed when it complains."""

# PyYAML's "context|problem", what it means to the writer, and whether the place is that of the context (where the
# thing began) rather than where the scanner gave up. {char} is what stands at the place. The first that fits counts.
_WORDS: Final = tuple(
    (re.compile(pattern), message, at_context)
    for pattern, message, at_context in (
        (r"\|found character '\\t'", "a tab: use spaces", False),
        (r"cannot start any token", 'text may not begin with "{char}": quote it', False),
        (
            r"mapping values are not allowed",
            "a colon inside unquoted text: quote the text (or, if a key was meant, check the indentation)",
            False,
        ),
        (
            r"sequence entries are not allowed",
            'a list item where none can stand: begin the list on its own line, or quote text that begins with "-"',
            False,
        ),
        (
            r"simple key\|could not find expected ':'",
            'neither "key: value" nor the rest of a text: write a colon and a space, or indent what belongs above',
            True,
        ),
        (r"scanning a block scalar\|", 'text may not begin with "{char}" on the same line: quote it', True),
        (r"(alias|anchor|tag|directive)\|", 'text may not begin with "{char}": quote it', True),
        (r"escape", BACKSLASH, False),
        (
            r"quoted scalar\|",
            "a quotation mark that is never closed: close it, or quote the text that begins with it",
            True,
        ),
        (r"(stream end|document start|document end)>'$", "a bracket that is never closed", True),
        (
            r"flow \w+\|.* got ':'",
            "a colon inside unquoted text: quote the text, or close the bracket before it",
            False,
        ),
        (
            r"flow \w+\|.* got",
            "text after the end of a value: quote the whole text, or write the comma",
            False,
        ),
        (r"expected the node content", 'text may not begin with "{char}": quote it', False),
        (
            r"<block end>, but found '(<scalar>|<alias>|[],{}[])'",
            "text after the end of a value: quote the whole text (nothing may follow a closing quote or a comment)",
            False,
        ),
        (r"but found ':'", "a colon without a key before it: write the key, or quote the text", False),
        (r"", "this line does not belong to what stands before it: check its indentation", False),
    )
)


def in_plain_words(context: str | None, problem: str | None) -> tuple[str, bool]:
    """Return the meaning of a syntax error, given the two halves of PyYAML's own message.

    In the meaning, ``{char}`` stands for the character at the place of the error. The second value says whether that
    place is the one of the context (where the faulty thing began) instead of the one where the scanner gave up.
    """
    said = f"{context or ''}|{problem or ''}"
    return next((words, at_context) for seen, words, at_context in _WORDS if seen.search(said))
