"""Serving a database: its metadata, its settings, and Datasette's whole command line."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.cli import inspect_
from datasette.utils import tilde_encode

from factbase.store.schema import top_level

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "facts"
"""The database's name in metadata.json: Datasette calls a database by its file's name without the ending."""

SETTINGS: dict[str, bool | int] = {
    "suggest_facets": False,  # those that help are named in the metadata; 28 times as long a page at a million rows
}
"""What every server is set to."""

PUBLIC_SETTINGS: dict[str, bool | int] = {
    "allow_facet": False,  # those named in the metadata stand on indexed columns
    "allow_download": True,  # the file holds nothing that may not go out
    "cache_size_kb": 64_000,
    "max_returned_rows": 1_000,
    "sql_time_limit_ms": 1_000,
    "facet_time_limit_ms": 200,
    "truncate_cells_html": 512,
    "trace_debug": False,
    "template_debug": False,
}
"""What a server open to all is set to, beside `SETTINGS` and the limits that the plugin sets on every connection."""

METADATA, SETTINGS_FILE, INSPECT = "metadata.json", "settings.json", "inspect-data.json"
"""The names that Datasette looks for in a folder that it serves."""


def metadata_for(path: str | Path, base_url: str = "/") -> dict[str, Any]:
    """Return metadata.json as it describes the database at `path`, whatever the file is called.

    `base_url` is the path under which Datasette is served; it begins and ends with a slash.
    """
    metadata: dict[str, Any] = json.loads(top_level(METADATA).read_text(encoding="utf-8"))
    name = Path(path).stem
    described = metadata["databases"].pop(NAME)
    metadata["databases"][name] = described
    moved: dict[str, Any] = _moved(metadata, base_url, tilde_encode(name))
    return moved


def inspected(path: Path) -> dict[str, Any]:
    """Return what Datasette wants to know of a file that never changes, so that it counts no table: by its name."""
    found: dict[str, Any] = asyncio.run(inspect_([str(path)], []))
    return {path.stem: {**found[path.stem], "file": path.name}}  # Datasette adds databases of its own


def told(*, public: bool) -> Iterator[tuple[str, str]]:
    """Yield each setting of a server with its value, as Datasette's command line has them."""
    for name, value in (SETTINGS | (PUBLIC_SETTINGS if public else {})).items():
        yield name, {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def needs_folder(path: str | Path, *, public: bool) -> bool:
    """Tell whether serving the database at `path` needs files beside it, which `command` writes into its `folder`."""
    return public or Path(path).stem != NAME


def command(
    path: str | Path, *, port: int, host: str = "127.0.0.1", public: bool = False, folder: Path | None = None
) -> list[str]:
    """Return the command line that serves the database at `path`.

    What Datasette is to be told in files is written into `folder`, the caller's, where `needs_folder` says so: the
    metadata, unless the file is called like the one that metadata.json describes, and counts. `public` serves the file
    as one that never changes, with settings for a server open to all: nobody may record into it meanwhile.

    Raises:
        ValueError: without a folder where one is needed.
    """
    if folder is None and needs_folder(path, public=public):
        message = "a folder is needed for the files that Datasette is to be told by"
        raise ValueError(message)
    line = [sys.executable, "-m", "datasette", "serve", *(["--immutable"] if public else []), str(path)]
    line += ["--metadata", str(_metadata_file(path, folder)), "--host", host, "--port", str(port)]
    if public and folder is not None:
        counts = folder / INSPECT
        counts.write_text(json.dumps(inspected(Path(path)), indent=2), encoding="utf-8")
        line += ["--inspect-file", str(counts)]
    for setting, value in told(public=public):
        line += ["--setting", setting, value]
    return line


def run(line: list[str]) -> int:
    """Run a command until it ends, or until Ctrl-C or what else ends this process ends it too; return its exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # Datasette takes it too, even in the background
    process = subprocess.Popen(line)  # noqa: S603 - our own arguments, and no shell
    try:
        return process.wait()
    except (KeyboardInterrupt, SystemExit):
        process.terminate()
        process.wait()
        return 0


def _metadata_file(path: str | Path, folder: Path | None) -> Path:
    """Return the file with the metadata for `path`: the one of the package where the name is the same."""
    if folder is None or Path(path).stem == NAME:
        return top_level(METADATA)
    written = folder / METADATA
    written.write_text(json.dumps(metadata_for(path), ensure_ascii=False, indent=2), encoding="utf-8")
    return written


def _moved(value: Any, base_url: str, route: str) -> Any:  # noqa: ANN401 - any JSON
    """Return the metadata with its links to the database ``facts`` leading to where it is served."""
    if isinstance(value, dict):
        return {key: _moved(each, base_url, route) for key, each in value.items()}
    if isinstance(value, str):
        if value.startswith(f"/{NAME}/"):
            return f"{base_url}{route}/{value.removeprefix(f'/{NAME}/')}"
        return value.replace(f'href="{NAME}/', f'href="{route}/')
    return value
