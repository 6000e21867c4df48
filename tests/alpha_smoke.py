"""Asks every kind of page, and every canned query, of the alpha of Datasette 1.0: `make alpha`.

Makes an environment of its own in ``.venvs``, builds the database from ``facts/`` with the main one, serves it, and
prints what was answered. Exit code 1 when something was not as it should be. It needs the network once, for the alpha.
"""

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
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "1.0a41"
CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venvs" / f"datasette-{VERSION}"
PYTHON = ENVIRONMENT / "bin" / "python"
NEEDED = ("attrs", "click", "datasette-xlsx", "msgspec", "PyYAML", "rich", "sqlite-utils", "tzdata")
PATIENCE_SECONDS = 60

OWN = (
    "/",
    "/question/russian-help-for-north-korean-satellites",
    "/question/russian-help-for-north-korean-satellites.atom",
    "/statement/delay-due-to-russian-guidance",
    "/source/shin-won-sik",
    "/document/korea-herald-2023-11-05",
    "/timeline",
    "/compare",
    "/compare/nada/shin-won-sik",
    "/search?q=satellite",
    "/statement/delay-due-to-russian-guidance?as_of=c1",
)
OTHERS = (
    "/facts",
    "/facts/statement_summary",
    "/facts/statement_summary?_search=launch",
    "/facts/statements/1",
    "/facts/statement_summary.json",
    "/facts/statement_summary.csv?_stream=on",
    "/facts/-/query?sql=select+1",
    "/-/databases.json",
    "/-/static-plugins/factbase/factbase.css",
)


def install() -> None:
    """Make the environment where it is not there."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, f"datasette=={VERSION}", *NEEDED], check=True)
    # Without its dependencies, which say that it wants another Datasette.
    subprocess.run([*pip, "--no-deps", "-e", CHECKOUT], check=True)


def serve(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Build the database, serve it as the design says for 1.0, and return the process and where it answers."""
    database = folder / "facts.db"
    build = [sys.executable, "-m", "factbase", "build", str(database), str(CHECKOUT / "facts")]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    metadata = str(CHECKOUT / "metadata.json")
    line = [
        PYTHON,
        "-m",
        "datasette",
        "serve",
        "-i",
        str(database),
        "-m",
        metadata,
        "-c",
        metadata,
        "--port",
        "0",
    ]
    log = folder / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            line, stdout=out, stderr=out, cwd=folder, env={**os.environ, "TMPDIR": str(folder)}
        )
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"running on (http://[\d.]+:\d+)", log.read_text()):
            return process, found[1]
        time.sleep(0.1)
    process.kill()
    sys.exit(f"Datasette {VERSION} did not start:\n{log.read_text()}")


def get(address: str) -> tuple[int, dict[str, str], str]:
    """Return status, headers and text of what is answered."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - our own server
            return (
                answer.status,
                {k.lower(): v for k, v in answer.headers.items()},
                answer.read().decode(errors="replace"),
            )
    except urllib.error.HTTPError as error:
        with error:
            return (
                error.code,
                {k.lower(): v for k, v in error.headers.items()},
                error.read().decode(errors="replace"),
            )


def cases() -> Iterator[tuple[str, int]]:
    """Yield each path with the status that it should have."""
    described = json.loads((CHECKOUT / "metadata.json").read_text(encoding="utf-8"))["databases"]["facts"]
    yield from ((path, 200) for path in OWN + OTHERS)
    yield from ((f"/facts/{name}", 200) for name in described["tables"])
    yield from ((f"/facts/{name}", 200) for name in described["queries"])
    yield from ((f"/facts/{name}.json", 200) for name in described["queries"])
    yield from ((path, 404) for path in ("/nonesuch", "/statement/nonesuch", "/facts/nonesuch"))
    refused = (
        "select * from pragma_database_list",
        "select hex(zeroblob(300000000))",
        "select load_extension('x')",
    )
    yield from ((f"/facts/-/query.json?{urlencode({'sql': sql})}", 400) for sql in refused)


def main() -> None:
    """Ask for everything, print a table, and tell by the exit code whether all was well."""
    install()
    failed = asked = 0
    with tempfile.TemporaryDirectory(prefix="factbase-alpha-") as name:
        process, address = serve(Path(name))
        try:
            for path, wanted in cases():
                status, headers, text = get(address + path)
                wrong = [f"not {wanted}"] if status != wanted else []
                wrong += [
                    h for h in ("content-security-policy", "x-content-type-options") if h not in headers
                ]
                wrong += ["its folder is told"] if name in text else []
                asked, failed = asked + 1, failed + bool(wrong)
                print(f"{'FAILED' if wrong else 'ok':7}{status}  {path[:90]}  {', '.join(wrong)}")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE_SECONDS)
    print(f"Datasette {VERSION}: {asked} asked, {failed} failed.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
