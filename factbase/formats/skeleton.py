"""The skeleton of a facts file, for a text that is to be recorded."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from factbase import anchoring, dates
from factbase.anchoring import NotAnchoredError
from factbase.errors import FactsError, ValueSyntaxError
from factbase.formats.facts import scalar
from factbase.model.document import sha256
from factbase.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 240
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ANY_DAY = "2024-05-02"

_HEAD = """\
document: {ident}
# title: The headline, as printed
# The id of a source in sources.yaml:
publisher:
{published}
# url: https://
# language: en
# How much of the text may be published: full, excerpt or none.
# rights: excerpt
text: {name}
sha256: {digest}
"""

# A comment may not stand beside unquoted text.
_EXAMPLE = """\
statements:
# One proposition each: the words, who said it through whom, what kind of saying it is, how sure the speaker is.
- id: {ident}-1
{quote}\
  # The chain, outermost first; the last is the speaker. "as", "cue" and "hedge" are words of the text.
  said_by: [{{SOURCE: {{as: WORDS, cue: VERB, certainty: certain}}}}]
  said: {day}
  # The first that fits of: refusal, directive, intention, forecast, assessment, observation, assertion.
  kind: assertion
  content: The proposition in your own plain words, without negation.
"""


def skeleton(path: str | Path) -> str:
    """Return the skeleton for the text at `path`: an id from its name, its SHA-256, its first sentence as an example.

    It is a facts file without a problem as soon as the publisher is written. The example is a comment; without its
    number signs, and with the words in capitals replaced, it is a statement.

    Raises:
        FactsError: when there is no such text, or it is not UTF-8.
    """
    file = Path(path)
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        raise _error(file, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise _error(file, "is not UTF-8: save it as UTF-8") from None
    ident = "-".join(re.findall(r"[a-z0-9]+", file.stem.lower()))[:_LONGEST].rstrip("-") or "document"
    day = next(_days(file.stem), None)
    head = _HEAD.format(
        ident=ident,
        published=f"published: {day}" if day else f"# published: {_ANY_DAY}",
        name=scalar(file.name),
        digest=sha256(text),
    )
    example = _EXAMPLE.format(ident=ident, quote=next(_quotes(text), ""), day=day or _ANY_DAY)
    return head + "".join(f"# {line}\n" for line in example.splitlines())


def _days(name: str) -> Iterator[str]:
    for found in _DATE.findall(name):
        try:
            yield dates.parse(found).text
        except ValueSyntaxError:
            continue


def _quotes(text: str) -> Iterator[str]:
    """Yield the lines that quote each sentence, as far as its words alone, or its first printing, can be found."""
    held = anchoring.Text(text)
    for start, end in anchoring.sentences(held):
        words = " ".join(text[start:end].split())
        for occurrence, line in ((None, ""), (1, "  occurrence: 1\n")):
            try:
                anchoring.find(held, words, occurrence=occurrence)
            except NotAnchoredError:
                continue
            yield f"  quote: {scalar(words)}\n{line}"
            break


def _error(path: Path, message: str) -> FactsError:
    return FactsError([Problem(location=Location(path=str(path)), message=message)])
