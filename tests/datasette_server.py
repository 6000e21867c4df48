"""A real Datasette over HTTP, in a process of its own on a free port."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE_SECONDS = 60
"""How long a server may take to start or to answer before the test gives up."""

CHECKOUT = Path(__file__).resolve().parent.parent

_ADDRESS = re.compile(r"running on (http://[\d.]+:\d+)")


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")


@dataclass(frozen=True)
class Server:
    """A server that runs: `address` is where, with no slash at the end; `log` what it prints.

    `process` is the command that was begun, `pid` that of Datasette, which it becomes or waits for.
    """

    address: str
    log: Path
    process: subprocess.Popen[bytes]
    pid: int = 0

    def get(self, path: str, **params: str) -> Answer:
        """Ask for a path that begins with a slash; an error status is an answer too."""
        query = f"{'&' if '?' in path else '?'}{urlencode(params)}" if params else ""
        try:
            url = self.address + path + query
            with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as response:  # noqa: S310 - our own server
                return Answer(response.status, dict(response.headers), response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())

    def rows(self, path: str, **params: str) -> list[dict[str, Any]]:
        """Return the rows of a table, view or query as objects."""
        answer = self.get(f"{path}.json", _shape="array", **params)
        assert answer.status == 200, f"{path}: {answer.status} {answer.text[:300]}"
        rows: list[dict[str, Any]] = json.loads(answer.text)
        return rows


@contextmanager
def serving_database(
    database: Path,
    *options: str,
    command: tuple[str, ...] = ("factbase", "serve"),
    scratch: Path | None = None,
    log: Path | None = None,
    measured: bool = True,
) -> Iterator[Server]:
    """Serve a database with ``factbase serve`` (or another module's command), and stop when the block ends.

    `scratch` is where it may write temporary files; what it prints goes into `log`, or into a temporary file. Unless it
    is `measured`, its coverage is not: where thousands of requests are made, that would take most of the time.
    """
    with tempfile.TemporaryDirectory(prefix="factbase-datasette-") as name:
        folder = Path(name)
        log = log or folder / "log.txt"
        line = [sys.executable, "-m", *command, str(database), "--port", "0", *options]
        environment = {**os.environ, "TMPDIR": str(scratch or name), "PYTHONPATH": str(CHECKOUT)}
        if not measured:
            environment = {
                key: value for key, value in environment.items() if not key.startswith("COVERAGE_")
            }
        with (
            log.open("w") as out,
            subprocess.Popen(line, stdout=out, stderr=out, cwd=folder, env=environment) as process,
        ):
            try:
                yield Server(_address(process, log), log, process, _datasette(process.pid))
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(PATIENCE_SECONDS)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Return the address that the server prints when it is ready."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        found = _ADDRESS.search(log.read_text())
        if found:
            return found[1]
        time.sleep(0.05)
    message = f"Datasette did not start:\n{log.read_text()}"
    raise AssertionError(message)


def _datasette(pid: int) -> int:
    """Return the process that is Datasette: the command, which becomes it, or its child where it waits for one."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = children.read_text().split() if children.exists() else []
    return int(found[0]) if found else pid
