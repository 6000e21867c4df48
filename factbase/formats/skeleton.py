"""The skeleton of a facts file, for a text that is to be recorded."""

from __future__ import annotations

import re
from pathlib import Path

from factbase import anchoring
from factbase.errors import FactsError
from factbase.model.document import sha256
from factbase.problems import Location, Problem

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

_SKELETON = """\
document: {ident}
# title:
publisher:            # a source of sources.yaml
{published}
# url:
# language: en
# rights: excerpt     # full, excerpt or none
text: {name}
sha256: {digest}
statements:
# One proposition each: the words, who said it through whom, what kind of saying it is, how sure the speaker is.
# - id: {ident}-1
#   quote: {quote}
#   said_by: [{{SOURCE: {{as: WORDS AS PRINTED, cue: said, certainty: certain}}}}]
#   said: {{2024-05-02: Thursday}}
#   kind: assertion     # the first that fits of: refusal, directive, intention, forecast, assessment, observation
#   content: The proposition in your own plain words, without negation.
#   topics: []
#   answers: {{QUESTION: VALUE}}
"""


def skeleton(path: str | Path) -> str:
    """Return the skeleton for the text at `path`: an id from its name, its SHA-256, its first sentence as an example.

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
    ident = "-".join(re.findall(r"[a-z0-9]+", file.stem.lower())) or "document"
    date = _DATE.search(file.stem)
    first = next(iter(anchoring.sentences(text)), (0, 0))
    quote = " ".join(text[slice(*first)].split())
    return _SKELETON.format(
        ident=ident,
        published=f"published: {date[0]}" if date else "# published: 2024-05-02",
        name=file.name,
        digest=sha256(text),
        quote="'" + quote.replace("'", "''") + "'",
    )


def _error(path: Path, message: str) -> FactsError:
    return FactsError([Problem(location=Location(path=str(path)), message=message)])
