"""A desk for tests of the command line: a small facts folder with its database, and ways to run commands."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from click.testing import CliRunner

from factbase.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TEXT = """\
The launch will take place on Nov. 30, Minister Shin said Friday. "It is likely delayed by engine work," Shin added.

He declined to name the signs. The army said the launch was ordered by nobody.
"""

FACTS = {
    "gazette.txt": TEXT,
    "sources.yaml": """\
- {source: gazette, kind: outlet, names: [The Gazette]}
- {source: ministry, kind: organization, names: [Defense Ministry], capacity: official}
- source: shin
  kind: person
  names: [Shin Won-sik, Shin, {name: 신원식, language: ko}]
  acts_for: ministry
  roles: [{title: Minister, capacity: official, start: 2023-10-07, end: 2024-09}]
- {source: army, kind: organization, names: [the army], capacity: official, acts_for: ministry}
""",
    "topics.yaml": """\
- {topic: launch, kind: event, name: The launch}
- {topic: shin, kind: person, name: Shin Won-sik}
""",
    "questions.yaml": """\
- question: when
  text: When does it launch?
  answer_type: date
  timezone: Asia/Seoul
  precision: day
  resolution: The day of the lift-off.
  deadline: 2023-12-31
- question: why
  text: Why is it late?
  answer_type: choice
  choices: {engine: Engine work, guidance: Guidance from abroad}
""",
    "ratings.yaml": """\
- {evaluator: gazette, source: shin, value: B, date: 2023-11-06, reason: Mostly right.}
""",
    "gazette.yaml": """\
document: gazette
title: The launch
publisher: gazette
published: 2023-11-05
text: gazette.txt
statements:
- id: launch-on-nov-30
  quote: The launch will take place on Nov. 30
  said_by: [{shin: {as: Minister Shin, cue: said, certainty: certain}}]
  said: 2023-11-03
  kind: intention
  event_date: 2023-11-30
  content: The launch takes place on Nov. 30.
  answers: {when: 2023-11-30}
  topics: [launch]
- id: late-for-engine-work
  quote: It is likely delayed by engine work
  said_by: [{shin: {as: Shin, cue: added, hedge: likely, certainty: probable}}]
  kind: assessment
  content: The launch is late because of engine work.
  answers: {why: engine}
- id: declines-signs
  quote: He declined to name the signs
  said_by: [{shin: {as: He}}]
  kind: refusal
  content: The signs.
  declines: [why]
- id: ordered
  quote: the launch was ordered by nobody
  said_by: [{army: {as: The army, cue: said, certainty: certain, polarity: denies}}]
  kind: assertion
  content: Somebody ordered the launch.
""",
}
"""The files of a small facts folder: one document, four statements, two questions."""


def facts(folder: Path, **changed: str | None) -> Path:
    """Write the small facts folder, with some files changed (``gazette_yaml=...``) or left out (None)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FACTS, **{key.replace("_", "."): text for key, text in changed.items()}}.items():
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*arguments: object, code: int = 0, fed: str | None = None) -> Result:
    """Run a command in this process, with `fed` on its standard input, and require its exit code."""
    result = CliRunner().invoke(main, [str(each) for each in arguments], input=fed, prog_name="factbase")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, f"{arguments} ended with {result.exit_code}\n{result.output}"
    return result


def spawn(
    *arguments: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, with pipes for its output."""
    command = [sys.executable, "-m", "factbase", *(str(each) for each in arguments)]
    plain = {
        key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}
    }
    return subprocess.run(
        command, cwd=cwd, env={**plain, **environment}, capture_output=True, text=True, check=False
    )
