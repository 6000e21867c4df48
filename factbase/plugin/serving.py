"""Serving a database: its metadata, and Datasette's whole command line."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from datasette.utils import tilde_encode

from factbase.store.schema import top_level

NAME = "facts"
"""The database's name in metadata.json: Datasette calls a database by its file's name without the ending."""

SETTINGS = {
    "suggest_facets": "off",  # those that help are named in the metadata; 28 times as long a page at a million rows
}
"""What every server is set to."""

PUBLIC_SETTINGS = {
    "allow_facet": "off",  # those named in the metadata stand on indexed columns
    "allow_download": "on",
    "cache_size_kb": "64000",
    "max_returned_rows": "1000",
    "sql_time_limit_ms": "1000",
}
"""What a server open to all is set to, beside `SETTINGS` and the limit on every value."""


def metadata_for(path: str | Path, base_url: str = "/") -> dict[str, Any]:
    """Return metadata.json as it describes the database at `path`, whatever the file is called.

    `base_url` is the path under which Datasette is served; it begins and ends with a slash.
    """
    metadata: dict[str, Any] = json.loads(top_level("metadata.json").read_text(encoding="utf-8"))
    name = Path(path).stem
    described = metadata["databases"].pop(NAME)
    metadata["databases"][name] = described
    moved: dict[str, Any] = _moved(metadata, base_url, tilde_encode(name))
    return moved


def command(
    path: str | Path, *, port: int, host: str = "127.0.0.1", public: bool = False, folder: Path | None = None
) -> list[str]:
    """Return the command line that serves the database at `path`.

    Unless the file is called like the one that metadata.json describes, its metadata is written into `folder`, or
    into a new temporary one, which is the caller's to remove. `port` 0 takes a free one. `public` serves the file as
    one that never changes, with settings for a server open to all: nobody may record into it meanwhile.
    """
    line = [sys.executable, "-m", "datasette", "serve", *(["--immutable"] if public else []), str(path)]
    line += ["--metadata", str(_metadata_file(path, folder)), "--host", host, "--port", str(port)]
    for setting, value in (SETTINGS | (PUBLIC_SETTINGS if public else {})).items():
        line += ["--setting", setting, value]
    return line


def _metadata_file(path: str | Path, folder: Path | None) -> Path:
    """Return the file with the metadata for `path`: the one of the package where the name is the same."""
    if Path(path).stem == NAME:
        return top_level("metadata.json")
    written = (folder or Path(tempfile.mkdtemp(prefix="factbase-serve-"))) / "metadata.json"
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
