"""Build the distributions, install the wheel in a clean environment, and use it outside the checkout.

Run as a script (`make wheel`) with a Python that has `build` and `hatchling`. The wheel is built from the sdist, so
that both are proved whole. Nothing of the checkout is on the path of what is run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
TOP_LEVEL = ("schema.sql", "metadata.json")


def main() -> None:
    """Take every step in a folder of its own; the first that fails ends the script with its output."""
    with tempfile.TemporaryDirectory(prefix="factbase-wheel-") as name:
        folder = Path(name)
        wheel = build(folder / "dist")
        whole(wheel)
        bin_folder = install(wheel, folder / "environment")
        use(bin_folder, folder / "work")
    say("the installed wheel works")


def build(target: Path) -> Path:
    """Build the sdist and, from it, the wheel; return the wheel."""
    say("building the sdist, and the wheel from it")
    run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(REPOSITORY)],
        cwd=REPOSITORY,
    )
    (wheel,) = target.glob("*.whl")
    return wheel


def whole(wheel: Path) -> None:
    """Compare the wheel with the checkout: each file of the package, and those taken from the top level."""
    wanted = {
        path.relative_to(REPOSITORY).as_posix(): path
        for path in (REPOSITORY / "factbase").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {f"factbase/{name}": REPOSITORY / name for name in TOP_LEVEL}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        expect(held == wanted.keys(), f"the wheel and the checkout differ in {sorted(held ^ wanted.keys())}")
        for name, path in wanted.items():
            expect(
                archive.read(name) == path.read_bytes(), f"{name} in the wheel is not that of the checkout"
            )
    say(f"the wheel holds all {len(held)} files")


def install(wheel: Path, environment: Path) -> Path:
    """Install the wheel with its locked dependencies; return the folder of the environment's commands."""
    say("installing it in a clean environment")
    venv.create(environment, with_pip=True)
    bin_folder = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(bin_folder / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    lock = str(REPOSITORY / "requirements" / "run.txt")
    run([*pip, "install", "--progress-bar", "off", "--require-hashes", "-r", lock], cwd=environment)
    run([*pip, "install", "--no-deps", str(wheel)], cwd=environment)
    run([*pip, "check"], cwd=environment)
    return bin_folder


def use(bin_folder: Path, work: Path) -> None:
    """Build a database from the facts and ask it, by command line, Python, SQL and Datasette."""
    say("building a database with it, and asking")
    work.mkdir()
    shutil.copytree(REPOSITORY / "facts", work / "facts")
    factbase, datasette, python = (str(bin_folder / name) for name in ("factbase", "datasette", "python"))

    place = run([python, "-c", "import factbase; print(factbase.__file__)"], cwd=work).strip()
    expect(Path(place).is_relative_to(bin_folder.parent), f"factbase was imported from {place}")
    expect("0.1.0" in run([factbase, "--version"], cwd=work), "factbase --version does not name the version")
    schema = (REPOSITORY / "schema.sql").read_text(encoding="utf-8")
    expect(run([factbase, "schema"], cwd=work).strip() == schema.strip(), "factbase schema is not schema.sql")

    run([factbase, "build", "facts.db", "facts/"], cwd=work)
    run([factbase, "verify", "facts.db"], cwd=work)
    count = "SELECT count(*) AS statements FROM statement_summary"
    script = f"import sqlite3; print(sqlite3.connect('facts.db').execute({count!r}).fetchone()[0])"
    statements = int(run([python, "-c", script], cwd=work))
    expect(statements > 0, "the database built from facts/ has no statements")

    plugins = json.loads(run([datasette, "facts.db", "--get", "/-/plugins.json"], cwd=work))
    expect("factbase" in {plugin["name"] for plugin in plugins}, f"Datasette sees only {plugins}")
    path = f"/facts.json?_shape=array&sql={count.replace(' ', '+')}"
    served = json.loads(run([datasette, "facts.db", "--get", path], cwd=work))
    expect(served == [{"statements": statements}], f"Datasette answers {served}, SQL {statements}")
    say(f"{statements} statements, the same by SQL and Datasette, which runs the plugin")


def run(command: list[str], *, cwd: Path) -> str:
    """Run a command away from the checkout's settings and return what it prints; exit with its output if it fails."""
    environment = {
        key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}
    }
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - the condition, as in assert
    """End the script with a message unless the condition holds."""
    if not holds:
        sys.exit(f"wheel smoke test: {otherwise}")


def say(what: str) -> None:
    """Report a step."""
    print(f"  {what}", flush=True)


if __name__ == "__main__":
    main()
