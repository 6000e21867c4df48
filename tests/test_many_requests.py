"""Many readers at once: eight clients, thousands of requests, none lost, and memory that stays where it was."""

from __future__ import annotations

import http.client
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from factbase import Factbase
from tests.datasette_server import Server, serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS = 8

MOST_GROWTH = 40_000
"""How much in kB the server's memory may grow after its caches are warm; a leak of 5 kB a request would be as much."""

PATHS = (
    "/",
    "/question/russian-help-for-north-korean-satellites",
    "/statement/delay-due-to-russian-guidance",
    "/source/shin-won-sik",
    "/source/shin-won-sik.atom",
    "/document/korea-herald-2023-11-05",
    "/timeline",
    "/search?q=satellite",
    "/search?q=%EC%8B%A0%EC%9B%90%EC%8B%9D&kind=forecast",
    "/facts",
    "/facts/statement_summary",
    "/facts/statements/1",
    "/facts/statement_summary.json?_shape=objects",
    "/facts/provenance.csv?_size=50",
    "/facts/find-words.json?words=launch",
    "/facts.json?sql=select+kind,count(*)+from+statements+group+by+kind",
    "/facts?sql=select+id,content+from+statements+limit+20",
    "/-/static-plugins/factbase/factbase.css",
    "/-/versions.json",
    "/favicon.ico",
)
"""Every kind of page, JSON, CSV, SQL, and files."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Iterator[Server]:
    """Yield a Datasette open to all, on the curated facts."""
    path = tmp_path_factory.mktemp("many") / "facts.db"
    Factbase.build(path, facts_folder, by="test").close()
    with serving_database(path, "--public", measured=False) as running:
        yield running


def resident(server: Server) -> int:
    """Return the memory in kB that the server's process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
    assert found
    return int(found[1])


def ask(server: Server, requests: int) -> dict[int, int]:
    """Ask for so many pages in turn from `CLIENTS` clients, each on one connection; return the answers by status."""
    numbers = iter(range(requests))
    lock = threading.Lock()
    answers: dict[int, int] = {}

    def client() -> None:
        connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
        try:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                connection.request("GET", PATHS[number % len(PATHS)])
                response = connection.getresponse()
                assert response.read(), PATHS[number % len(PATHS)]
                with lock:
                    answers[response.status] = answers.get(response.status, 0) + 1
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        for each in [pool.submit(client) for _ in range(CLIENTS)]:
            each.result()
    return answers


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize(
    ("first", "more"), [(200, 200), pytest.param(2_000, 8_000, marks=pytest.mark.slow, id="ten thousand")]
)
def test_no_request_is_lost_and_memory_is_flat(server: Server, first: int, more: int) -> None:
    """Every answer comes, and is the page; what the server holds does not grow with what it has answered."""
    assert ask(server, first) == {200: first}
    warm = resident(server)
    assert ask(server, more) == {200: more}
    grown = resident(server) - warm
    print(f"{first + more} requests: {warm} kB after {first}, {grown:+} kB after all")  # noqa: T201 - shown by -s
    assert grown < MOST_GROWTH
