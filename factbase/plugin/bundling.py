"""Bundling: a folder that Datasette serves as it is, with nothing in it that may not be published."""

from __future__ import annotations

import json
import os
import re
import shutil
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from factbase.errors import StoreError
from factbase.formats.folders import beside
from factbase.plugin import serving, wording
from factbase.store.publishing import Withheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factbase.base import Factbase

WHEELS = "wheels"
"""The folder from which the Dockerfile installs what no index has."""

_ROOTED = re.compile(r"(?<![^\s,])(?:/[^\s,/]+/|[A-Za-z]:[\\/])[^\s,]+")
"""A path from the root of a machine, as a changeset of an earlier version may have it."""

_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@frozen(kw_only=True)
class Bundle:
    """A folder that was written: its files, and the texts that were left out."""

    folder: Path
    files: tuple[str, ...]
    withheld: tuple[Withheld, ...]


def bundle(base: Factbase, out: Path, wheel: Path | None = None) -> Bundle:
    """Write `out`, a folder that ``datasette OUT`` serves: database, metadata, settings, counts, pins, Dockerfile.

    The database is written anew by `Factbase.publish`; the rest is written beside it. All of it is there, or nothing:
    it is made in a folder beside `out`, which then takes its name. `wheel` is a wheel of factbase to be installed from.

    Raises:
        StoreError: when `out` exists and is not an empty folder, or cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        message = (
            f"{out}: is not empty; a bundle is written into a new folder, so that nothing old is published"
        )
        raise StoreError(message)
    out = out.resolve()  # a link to an empty folder stays, and what it leads to is filled
    if out == Path.cwd():
        message = f"{out}: is the folder we are in; a bundle takes the place of an empty folder, so name another one"
        raise StoreError(message)
    with beside(out) as made:
        withheld = _fill(base, made, wheel)
        if out.exists():
            out.rmdir()
        os.replace(made, out)  # noqa: PTH105 - atomic, over an empty folder
    files = sorted(str(each.relative_to(out)) for each in out.rglob("*") if each.is_file())
    return Bundle(folder=out, files=tuple(files), withheld=withheld)


def left_out(withheld: tuple[Withheld, ...]) -> Iterator[str]:
    """Yield in words what was left out, a line for each document."""
    if not withheld:
        yield "left out: nothing; every held text may be published"
    for each in withheld:
        versions = f" in {each.versions} versions" if each.versions > 1 else ""
        yield (
            f"left out: the text of {each.document} ({wording.counted(each.characters, 'character')}{versions}): "
            f"{_why(each)}; what statements quote of it stays ({wording.counted(each.quoted, 'character')})"
        )


def announced(base: Factbase, withheld: tuple[Withheld, ...]) -> Iterator[str]:
    """Yield in words what publishing `base` left out, what stays that may not have been meant to, and what is set."""
    yield from left_out(withheld)
    for each in reversed(base.changesets()):
        paths = dict.fromkeys(_ROOTED.findall(f"{each.file or ''}, {each.why}"))
        if paths:
            yield f"stays: changeset {each.id} names {', '.join(paths)}, which its digest covers"
    settings = ", ".join(f"{name} {value}" for name, value in serving.told(public=True))
    yield f"turned on: the file never changes; tables are counted once; {settings}"


def installing(wheel: Path | None) -> Iterator[str]:
    """Yield in words what is missing for the pinned requirements to be installed."""
    if wheel is None:
        yield (
            f"missing: a wheel of factbase, which is on no package index; put one into {WHEELS}/, or name one with "
            "--wheel, before the requirements are installed or the Dockerfile is built"
        )


def _why(withheld: Withheld) -> str:
    if withheld.decided_by == withheld.document:
        return f"its rights say {withheld.rights}"
    return f"{withheld.decided_by} is the same text, and its rights say {withheld.rights}"


def _fill(base: Factbase, folder: Path, wheel: Path | None) -> tuple[Withheld, ...]:
    database = folder / f"{Path(base.path).stem}.db"
    withheld = base.publish(database)
    written = {
        serving.METADATA: json.dumps(serving.metadata_for(database), ensure_ascii=False, indent=2),
        serving.SETTINGS_FILE: json.dumps(serving.SETTINGS | serving.PUBLIC_SETTINGS, indent=2),
        serving.INSPECT: json.dumps(serving.inspected(database), indent=2),
        "requirements.txt": "".join(f"{each}\n" for each in pins()),
        "Dockerfile": DOCKERFILE,
        ".dockerignore": "Dockerfile\n.dockerignore\n",
        "README.md": _readme(base, database.name, [*left_out(withheld), *installing(wheel)]),
    }
    for name, text in written.items():
        (folder / name).write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
    (folder / WHEELS).mkdir()
    (folder / WHEELS / ".keep").touch()
    if wheel is not None:
        shutil.copyfile(wheel, folder / WHEELS / wheel.name)
    return withheld


def pins(package: str = "factbase") -> list[str]:
    """Return the package and all that it needs, each pinned to the version that runs here."""
    waiting, found = [package], dict[str, str]()
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()  # PEP 503
        if key in found:
            continue
        try:
            found[key] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # needed on another system only
        for each in metadata.requires(name) or ():
            needed = _REQUIREMENT.match(each)
            if needed and "extra ==" not in each:
                waiting.append(needed[0])
    return [f"{name}=={version}" for name, version in sorted(found.items())]


DOCKERFILE = f"""\
# Serves this folder at port 8001: docker build -t facts . && docker run -p 8001:8001 facts
FROM python:3.13-slim
WORKDIR /srv
COPY requirements.txt ./
COPY {WHEELS} ./{WHEELS}
RUN pip install --no-cache-dir --find-links {WHEELS} -r requirements.txt
COPY . ./facts
USER nobody
EXPOSE 8001
CMD ["datasette", "serve", "facts", "--host", "0.0.0.0", "--port", "8001"]
"""


def _readme(base: Factbase, database: str, told: Iterable[str]) -> str:
    head = base.head()
    state = (
        f"changeset {head.id}, {head.recorded_at}, digest `{head.digest}`"
        if head
        else "nothing is recorded yet"
    )
    lines = "".join(f"- {each}\n" for each in told)
    return f"""\
# A factbase, ready to be served

    pip install --find-links {WHEELS} -r requirements.txt
    datasette serve . --port 8001

`{database}` is as it was recorded ({state}), and `factbase verify {database}` says so.

{lines}"""
