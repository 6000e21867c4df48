"""What all tests share: how long Hypothesis looks for counter-examples, and where the repository is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from factbase import Factbase
from tests.datasette_server import serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.datasette_server import Server

# No deadline and no complaint about slow generation: both time the machine, not the code.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# CI takes the same examples on each run, so that a change is judged by what it changes; new ones are looked for on a
# developer's machine, and with `thorough`. It prints the blob that repeats a failure elsewhere.
settings.register_profile(
    "ci", parent=settings.get_profile("dev"), print_blob=True, derandomize=True, database=None
)
# What another Python than the main one is tried with: its difference is in the code that runs, not in the examples.
settings.register_profile("brief", parent=settings.get_profile("ci"), max_examples=20)
# For a long look by hand: HYPOTHESIS_PROFILE=thorough make unit
settings.register_profile("thorough", parent=settings.get_profile("dev"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the top folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def facts_folder(repository: Path) -> Path:
    """Return the folder of the curated facts."""
    return repository / "facts"


@pytest.fixture(scope="session")
def facts_database(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Path:
    """Return a database built from the curated facts, which tests only read."""
    path = tmp_path_factory.mktemp("facts") / "facts.db"
    Factbase.build(path, facts_folder, by="test").close()
    return path


@pytest.fixture(scope="session")
def server(facts_database: Path) -> Iterator[Server]:
    """Yield a Datasette that serves the curated facts as ``factbase serve`` does."""
    with serving_database(facts_database) as running:
        yield running
