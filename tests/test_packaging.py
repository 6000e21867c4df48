"""The package as others receive it: what it declares, what it pins, and what it leaves out."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from pathlib import Path

LOCKS = ("dev.txt", "run.txt")


@pytest.fixture(scope="module")
def pyproject(repository: Path) -> dict[str, Any]:
    """Return pyproject.toml, parsed."""
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock: str) -> dict[str, Version]:
    """Return the pinned version of each distribution in the text of a lock file."""
    return {
        canonicalize_name(name): Version(version)
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock, flags=re.MULTILINE)
    }


def read_lock(repository: Path, name: str) -> str:
    """Return the text of a lock file."""
    return (repository / "requirements" / name).read_text(encoding="utf-8")


def requirements(pyproject: dict[str, Any], group: str) -> list[Requirement]:
    """Return the requirements of a dependency group with the groups it includes."""
    found = []
    for item in pyproject["dependency-groups"][group]:
        if isinstance(item, str):
            found.append(Requirement(item))
        else:
            found += requirements(pyproject, item["include-group"])
    return found


def test_the_classifiers_name_the_pythons_that_make_and_the_package_support(
    repository: Path, pyproject: dict[str, Any]
) -> None:
    """3.11, 3.12 and 3.13, said three times: in the classifiers, in requires-python and in the Makefile."""
    supported = ["3.11", "3.12", "3.13"]
    named = [each.rpartition(" ")[2] for each in pyproject["project"]["classifiers"] if ":: 3." in each]
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    assert named == supported
    assert f"PYTHONS := {' '.join(supported)}\n" in makefile
    allowed = SpecifierSet(pyproject["project"]["requires-python"])
    assert [version for version in ("3.10", *supported) if version in allowed] == supported


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(repository: Path, lock: str) -> None:
    """What ``pip --require-hashes`` asks for: each pinned distribution is followed by a SHA-256."""
    entries = re.split(r"^(?=[A-Za-z0-9])", read_lock(repository, lock), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_path(repository: Path, lock: str) -> None:
    """A lock made on one machine works on any: it holds no index, no address and no local file."""
    telling = re.compile(r"[/@]|--(?!hash)")
    lines = read_lock(repository, lock).splitlines()
    assert [line for line in lines if telling.search(line.replace("requirements/dev.txt", ""))] == []


def test_what_runs_is_part_of_what_is_developed_with(repository: Path) -> None:
    """The tests run with the very versions that users are given."""
    run, dev = (pins(read_lock(repository, lock)) for lock in ("run.txt", "dev.txt"))
    assert run.items() <= dev.items()
    assert "pytest" not in run


def test_the_locks_satisfy_what_pyproject_asks_for(repository: Path, pyproject: dict[str, Any]) -> None:
    """A dependency that was added or raised without `make lock` is found here."""
    run, dev = (pins(read_lock(repository, lock)) for lock in ("run.txt", "dev.txt"))
    wanted = [Requirement(each) for each in pyproject["project"]["dependencies"]]
    for required, pinned in ((wanted, run), (wanted + requirements(pyproject, "dev"), dev)):
        amiss = [
            str(each)
            for each in required
            if (version := pinned.get(canonicalize_name(each.name))) is None or version not in each.specifier
        ]
        assert amiss == []


def test_every_dependency_and_every_ignored_rule_has_its_reason(repository: Path) -> None:
    """Nobody has to guess why a dependency is there or why a rule is not."""
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(
        r"^(?:dependencies|ignore|\"tests/.*\") = \[\n(.*?)^\]", text, flags=re.MULTILINE | re.DOTALL
    )
    lines = [line for each in lists for line in each.splitlines()]
    assert len(lines) > 10
    assert [line for line in lines if not re.search(r",\s+# \S", line)] == []


def test_what_the_wheel_takes_from_the_top_level_is_there(
    repository: Path, pyproject: dict[str, Any]
) -> None:
    """schema.sql and metadata.json stand at the top level and go into the package; its types are marked."""
    taken = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert taken == {"schema.sql": "factbase/schema.sql", "metadata.json": "factbase/metadata.json"}
    assert [
        name
        for name in [*taken, "README.md", "LICENSE", "factbase/py.typed"]
        if not (repository / name).is_file()
    ] == []


def test_the_changelog_keeps_its_form(repository: Path) -> None:
    """Keep a Changelog: newest first, each release with its date, and always a place for what comes next."""
    headings = re.findall(
        r"^## (.*)$", (repository / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading) for heading in headings[1:])
