"""What guards readers and the server: headers on every response, wrong addresses, and Datasette's known advisories."""

from __future__ import annotations

import http.client
import json
import re
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from factbase import Factbase
from factbase.plugin import guarding
from tests.datasette_server import CHECKOUT, Server, serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATEMENT = "delay-due-to-russian-guidance"

OWN_PAGES = (
    "/",
    "/question/russian-help-for-north-korean-satellites",
    f"/statement/{STATEMENT}",
    "/source/shin-won-sik",
    "/document/korea-herald-2023-11-05",
    "/timeline",
    "/compare",
    "/search?q=launch",
    "/source/shin-won-sik.atom",
    "/question/nonesuch",
    "/statement/nonesuch?as_of=never",
)
DATASETTES_PAGES = (
    "/facts",
    "/facts/statement_summary",
    "/facts/statements/1",
    "/facts?sql=select+1",
    "/facts?sql=select+nonsense",
    "/facts/find-words?words=launch",
    "/facts/sources?_sort=nonsense",
    "/nonesuch",
    "/-/versions",
    "/-/patterns",
)
FILES = (
    "/favicon.ico",
    "/-/static/app.css",
    "/-/static/table.js",
    "/-/static/nonesuch.js",
    "/-/static-plugins/factbase/factbase.css",
    "/facts.json",
    "/facts/statements.json",
    "/facts/statements.csv?_stream=on",
    "/facts/topics.xlsx",
    "/facts.db",
    "/-/databases.json",
    "/facts.json?sql=select+nonsense",
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Path:
    """Return a database built from facts/."""
    path = tmp_path_factory.mktemp("guarded") / "facts.db"
    Factbase.build(path, facts_folder, by="test").close()
    return path


@pytest.fixture(scope="module")
def server(database: Path) -> Iterator[Server]:
    """Yield a Datasette open to all."""
    with serving_database(database, "--public") as running:
        yield running


def policy(headers: dict[str, str]) -> dict[str, list[str]]:
    """Return the Content-Security-Policy of a response, by directive."""
    directives = (each.split() for each in headers["content-security-policy"].split(";"))
    return {name: sources for name, *sources in directives}


def asked(server: Server, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    """Ask for a path exactly as it is written, following nothing."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.endheaders()
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return response.status, headers, response.read().decode(errors="replace")
    finally:
        connection.close()


@pytest.mark.parametrize("path", OWN_PAGES + DATASETTES_PAGES + FILES)
def test_every_response_is_guarded(server: Server, path: str) -> None:
    """Pages, errors, files and downloads: nobody may frame them, and nothing foreign runs in them."""
    for method in ("GET", "HEAD"):
        _, headers, _ = asked(server, path, method)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"
        found = policy(headers)
        assert found["default-src"] == found["base-uri"] == found["frame-ancestors"] == ["'none'"]
        assert not [each for sources in found.values() for each in sources if "http" in each or each == "*"]
        assert not {"'unsafe-eval'", "'unsafe-inline'"} & set(found.get("script-src", []))


@pytest.mark.parametrize("path", OWN_PAGES)
def test_no_script_and_no_foreign_style_runs_in_our_pages(server: Server, path: str) -> None:
    """They need none, so nothing that gets into one can do anything."""
    _, headers, text = asked(server, path)
    assert headers["content-security-policy"] == guarding.OWN
    assert "script-src" not in policy(headers)
    assert policy(headers)["style-src"] == ["'self'"]
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
    assert set(re.findall(r"<script[^>]*>", text)) <= {'<script type="application/ld+json">'}


@pytest.mark.parametrize("path", [path for path in DATASETTES_PAGES if path != "/nonesuch"])
def test_only_scripts_that_datasette_wrote_run_in_its_pages(server: Server, path: str) -> None:
    """The policy names the digest of each inline script that stands in the page, and allows no other."""
    _, headers, text = asked(server, path)
    allowed = policy(headers)["script-src"]
    assert allowed[0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", each) for each in allowed[1:])
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
    for attributes, script in scripts:
        assert "src=" in attributes or guarding._hash(script) in allowed, script
    assert all(not script for attributes, script in scripts if "src=" in attributes)
    assert not re.search(r"\son[a-z]+=\"", text)


def test_a_fresh_page_keeps_its_policy(server: Server) -> None:
    """What has not changed is said under the same policy as the page itself, which a browser may take over."""
    _, headers, _ = asked(server, "/")
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    connection.request("GET", "/", headers={"If-None-Match": headers["etag"]})
    again = connection.getresponse()
    again.read()
    assert again.status == 304
    assert again.getheader("content-security-policy") == guarding.OWN
    connection.close()


def test_pages_are_guarded_under_a_base_url(database: Path, tmp_path: Path) -> None:
    """The policy goes by the page, wherever it stands."""
    options = ("--setting", "base_url", "/under/here/")
    with serving_database(database, *options, command=("datasette", "serve")) as server:
        assert asked(server, "/under/here/")[1]["content-security-policy"] == guarding.OWN
        assert asked(server, "/under/here/timeline")[1]["content-security-policy"] == guarding.OWN
        assert "script-src" in policy(asked(server, "/under/here/facts")[1])


def test_where_no_factbase_is_served_nothing_is_said(tmp_path: Path) -> None:
    """Other instances keep their own rules."""
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    with serving_database(path, command=("datasette", "serve")) as server:
        status, headers, _ = asked(server, "/")
        assert status == 200
        assert "content-security-policy" not in headers


# Wrong addresses

LONG = "x" * 5000
IDS = (
    "..",
    "%2e%2e",
    "..%2f..%2fetc%2fpasswd",
    "~2F..~2Fetc",
    "%00",
    "a%00b",
    "~00",
    LONG,
    "%27%22%3E%3Cscript%3E",
    "'or'1'='1",
    "1;drop%20table%20statements",
    "%ff%fe",
    "%ed%a0%80",
    "%F0%9F%9A%80",
    f"{STATEMENT}.html",
    f"{STATEMENT}.php",
    f"{STATEMENT}.json.json",
    f"{STATEMENT}%20",
    f"%20{STATEMENT}",
    STATEMENT.upper(),
    f"{STATEMENT}/..",
    f"{STATEMENT}/more",
    "%7B%7B7*7%7D%7D",
    "-1",
    "99999999999999999999999999",
)
NOUNS = ("statement", "source", "document", "question")


@pytest.mark.parametrize("ident", IDS, ids=[each[:30] for each in IDS])
@pytest.mark.parametrize("noun", NOUNS)
def test_an_id_that_is_none_leads_nowhere(server: Server, noun: str, ident: str) -> None:
    """Whatever stands in the place of an id: 404, or for what Datasette spells otherwise a redirect to a 404 here."""
    for suffix in ("", ".atom"):
        status, headers, text = asked(server, f"/{noun}/{ident}{suffix}")
        for _ in range(3):
            if status != 302:
                break
            assert re.match(r"/(?!/)", headers["location"])
            status, headers, text = asked(server, headers["location"])
        assert status == 404, text[:300]
        assert "<script>" not in text
        assert str(CHECKOUT) not in text
        assert "Traceback" not in text


PATHS = (
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/-/static/../app.py",
    "/-/static/..%2f..%2fapp.py",
    "/-/static/%2e%2e/%2e%2e/app.py",
    "/-/static//etc/passwd",
    "/-/static-plugins/factbase/../__init__.py",
    "/-/static-plugins/factbase/%2e%2e/__init__.py",
    "/-/static-plugins/nonesuch/x.css",
    "/facts/..",
    "/facts/~2E~2E~2Fetc~2Fpasswd",
    "/facts/%2e%2e%2fetc%2fpasswd",
    "/facts/nonesuch",
    "/facts/sources/nonesuch",
    "/facts/sources/~00",
    "/facts/sources/~ff",
    "/facts/sources/1'",
    f"/facts/sources/{LONG}",
    "/facts/sources/99999999999999999999999999",
    "/facts/statement_summary/nonesuch/x",
    "/nonesuch.db",
    f"/{LONG}",
    "/%00",
    "/facts%00.db",
    "/_internal",
    "/_memory",
    "/timeline/x",
    "/search/x",
    "/index.html",
    "/.env",
    "/.git/config",
)


@pytest.mark.parametrize("path", PATHS, ids=[each[:40] for each in PATHS])
def test_a_path_that_is_none_leads_nowhere(server: Server, path: str) -> None:
    """No file of the machine can be had, and no trick is a failure of the server."""
    status, headers, text = asked(server, path)
    for _ in range(3):
        if status != 302:
            break
        assert re.match(r"/(?!/)", headers["location"])
        status, headers, text = asked(server, headers["location"])
    assert status in {400, 403, 404}, (status, text[:300])
    assert "root:" not in text
    assert "import" not in text
    assert str(CHECKOUT) not in text


ARGUMENTS = (
    "/facts/sources?_sort=nonesuch",
    "/facts/sources?_sort_desc=nonesuch",
    "/facts/sources?pk__gt=99999999999999999999999999",
    "/facts/sources?_size=-1",
    "/facts/sources?_size=99999999999999999999",
    "/facts/sources?_facet=name",
    "/facts/sources?_facet_array=nonesuch",
    "/facts/sources?_where=nonesuch(",
    "/facts/sources?_through=nonsense",
    "/facts/sources?_through=%7B%7D",
    "/facts/sources?_col=nonesuch",
    "/facts/statement_summary?_search=%22&_searchmode=raw",
    "/facts/statements?_search=%22&_searchmode=raw",
    "/facts/statements?_search_nonesuch=x",
)


@pytest.mark.parametrize("path", ARGUMENTS)
def test_a_wrong_argument_is_the_fault_of_who_asks(server: Server, path: str) -> None:
    """It is answered as a wrong request, or as if it were not there; it is no failure of the server."""
    status, _, text = asked(server, path)
    assert status in {200, 400}, (status, text[:300])
    assert "Traceback" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/timeline?page=-1",
        "/timeline?page=%D9%A3",
        "/?page=99999999999999999999",
        "/search?q=a&page=x",
        "/timeline?axis=x",
    ],
)
def test_a_wrong_page_number_is_a_page(server: Server, path: str) -> None:
    """A page is shown that there is."""
    assert asked(server, path)[0] == 200


# Advisories of Datasette


def test_no_redirect_leads_to_another_site(server: Server) -> None:
    """CVE-2025-64481, GHSA-w832-gg5g-x44m: ``//example.com/foo/bar/`` led to example.com."""
    for path in (
        "//example.com/foo/bar/",
        "///example.com/",
        "/%2fexample.com/",
        "/\\example.com/",
        "//example.com%2f/",
    ):
        status, headers, _ = asked(server, path)
        assert status in {302, 404}
        assert re.match(r"/(?![/\\])|$", headers.get("location", "")), (path, headers)


def test_traces_show_nothing(server: Server) -> None:
    """CVE-2021-32670, GHSA-xw7c-jx9m-xh5g: ``?_trace=1`` put the SQL into the page unescaped. It is off."""
    for path in ("/facts/sources", "/facts", "/"):
        sign = "?" if "=" not in path else "&"
        _, _, text = asked(server, f"{path}{sign}_trace=1&x=%3Cscript%3Ealert(1)%3C/script%3E")
        assert "<script>alert(1)" not in text
        assert "request_duration_ms" not in text


def test_no_token_stands_in_an_address(server: Server) -> None:
    """GHSA-q6j3-c4wc-63vw: the form of a query that only reads put its CSRF token into the address."""
    _, _, text = asked(server, "/facts/find-words?words=launch")
    assert 'method="get"' in text
    assert "csrftoken" not in text


def test_the_name_of_a_column_is_no_sql(server: Server) -> None:
    """GHSA-w3hf-fcg5-p4cc, issue 2868: the column of ``?x__arraycontains=`` went into SQL unescaped."""
    everything = len(server.rows("/facts/topics", _size="max"))
    for operation in ("arraycontains", "arraynotcontains", "exact", "contains", "isnull"):
        injected = quote(f"id]) or 1=1 or :p0 in (select [id__{operation}")
        status, _, text = asked(server, f"/facts/topics.json?_shape=array&{injected}=zzz")
        assert status == 400 or len(json.loads(text)) in {0, everything}, operation
        if operation == "arraycontains":
            assert status == 400 or json.loads(text) == [], text[:300]


@pytest.fixture(scope="module")
def private(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield a Datasette that shows the facts to all but the table of sources to nobody, and no SQL."""
    folder = tmp_path_factory.mktemp("private")
    metadata = {"databases": {"facts": {"allow_sql": False, "tables": {"sources": {"allow": False}}}}}
    (folder / "metadata.json").write_text(json.dumps(metadata))
    options = ("--metadata", str(folder / "metadata.json"))
    with serving_database(database, *options, command=("datasette", "serve")) as running:
        yield running


def test_a_name_in_other_letters_is_the_same_table(private: Server) -> None:
    """Release 0.65.4: permissions of ``sources`` did not hold for ``SOURCES``."""
    for name in ("sources", "SOURCES", "Sources", "sOuRcEs"):
        for address in (f"/facts/{name}", f"/facts/{name}.json", f"/facts/{name}/1", f"/facts/{name}.csv"):
            assert asked(private, address)[0] in {403, 404}, address


def test_a_filter_through_a_hidden_table_is_none(private: Server) -> None:
    """Release 0.65.4: ``?_through=`` asked a table that may not be seen."""
    through = json.dumps({"table": "sources", "column": "kind", "value": "person"})
    status, _, text = asked(private, f"/facts/sources.json?_through={quote(through)}")
    assert status == 403, text[:200]
    through = json.dumps({"table": "source_names", "column": "name", "value": "x"})
    assert asked(private, f"/facts/sources.json?_through={quote(through)}")[0] == 403


def test_what_is_answered_to_somebody_is_not_kept(server: Server) -> None:
    """Release 0.65.4: answers to requests with a cookie could be kept by caches for others."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    for path in ("/facts/sources", "/", "/facts.json?sql=select+1"):
        connection.request("GET", path, headers={"Cookie": "ds_actor=x"})
        response = connection.getresponse()
        response.read()
        assert response.getheader("cache-control") == "private, no-store", path
        assert "Cookie" in (response.getheader("vary") or "")
    connection.close()


def test_no_extension_can_be_loaded(server: Server) -> None:
    """Release 0.65.4: loading extensions stayed possible in SQL after Datasette had loaded its own."""
    assert server.get("/facts.json", sql="select load_extension('mod_spatialite')").status == 400


def test_a_wrong_address_is_not_repeated(server: Server) -> None:
    """Issue 2359, release 0.64.8: an address that leads nowhere was printed in the page, as if the site had said it."""
    for path in ("/facts/call-this-number", "/facts/sources/call-this-number", "/call-this-number"):
        status, _, text = asked(server, path)
        assert status == 404
        assert "call-this-number" not in text


def test_there_is_no_explorer_of_what_is_private(private: Server) -> None:
    """CVE-2023-40570, GHSA-7ch3-7pp7-7cpq: ``/-/api`` of 1.0 told the names of private databases and tables."""
    status, _, text = asked(private, "/-/api")
    assert status == 404 or "sources" not in text


# Errors


def test_a_wrong_address_costs_little(database: Path, tmp_path: Path) -> None:
    """Datasette prints each error with all local variables where rich is installed; not here: logs stay short."""
    log = tmp_path / "log.txt"
    with serving_database(database, log=log) as server:
        for number in range(20):
            assert server.get(f"/nonesuch-{number}").status == 404
        assert "locals" not in log.read_text()
        assert len(log.read_text()) < 20_000
