"""Commands that ask who is behind it, who disagrees, and who was right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factbase import comparing
from factbase.cli.frame import command, standing
from factbase.cli.options import database, form, text, time
from factbase.dossiers import question_dossier, statement_dossier
from factbase.findings import Forecast, Position
from factbase.noticing import notices
from factbase.terminal.comparison import comparison_rows, print_comparison
from factbase.terminal.data import data, rows
from factbase.terminal.forecasts import print_forecasts
from factbase.terminal.grounds import print_grounds
from factbase.terminal.listing import keys, print_csv, print_json
from factbase.terminal.question import print_question

if TYPE_CHECKING:
    from pathlib import Path


@command(
    "question",
    "factbase question facts.db third-north-korean-launch-attempt",
    "factbase question facts.db third-launch-delay-cause --csv",
)
@database
@click.argument("ident", metavar="ID", type=text)
@time
@form("json", "csv")
def question(db: Path, ident: str, as_of: str | None, known_by: str | None, form: str) -> None:
    """Show who answers a question, and what stands behind it.

    Official claims stand apart from assessments, and both from silence. CSV gives the positions alone.
    """
    with standing(db, as_of, known_by) as base:
        found = question_dossier(base, base.question(ident))
    if form == "json":
        print_json(data(found))
    elif form == "csv":
        print_csv(keys(Position), rows(found.positions))
    else:
        print_question(found)


@command(
    "compare",
    "factbase compare facts.db north-korea south-korea",
    "factbase compare facts.db shin-won-sik nada --known-by 2023-11-10",
)
@database
@click.argument("sources", metavar="SOURCE SOURCE...", nargs=-1, required=True, type=text)
@time
@form("json", "csv")
def compare(db: Path, sources: tuple[str, ...], as_of: str | None, known_by: str | None, form: str) -> None:
    """Set what sources say to the same questions side by side.

    A source speaks through those who act for it too: a country through its ministries. Claims, assessments and
    silence keep their names; what is disputed comes first. CSV and JSON have a row for each position.
    """
    if len(set(sources)) < 2:
        message = "name two sources, or more"
        raise click.UsageError(message)
    with standing(db, as_of, known_by) as base:
        found = comparing.compare(base, sources)
        names = {ident: base.source(ident).name for ident in sources}
    if form == "json":
        print_json(data(found))
    elif form == "csv":
        print_csv(["verdict", "side", *keys(Position)], comparison_rows(found))
    else:
        print_comparison(found, names)


@command(
    "forecasts",
    "factbase forecasts facts.db",
    "factbase forecasts facts.db --source shin-won-sik",
    "factbase forecasts facts.db --question first-south-korean-spy-satellite-launch --csv",
)
@database
@click.option("--source", metavar="ID", type=text, help="Only those of this source.")
@click.option("--question", metavar="ID", type=text, help="Only those on this question.")
@time
@form("json", "csv")
def forecasts(  # noqa: PLR0913 - the options of the command
    db: Path, source: str | None, question: str | None, as_of: str | None, known_by: str | None, form: str
) -> None:
    """Show how forecasts and plans came out, and how well each source did.

    Right, wrong, void and open are all counted. A score is the Brier score (0 is best) of the number that one scheme
    gives the hedge; schemes are never mixed. CSV gives the forecasts alone.
    """
    with standing(db, as_of, known_by) as base:
        chosen = {"speaker": base.source(source).id} if source else {}
        asked = {"question": base.question(question).id} if question else {}
        found = base.forecasts(**chosen, **asked)
        made = {each.statement for each in found}
        scores = [each for each in base.forecast_scores(**asked) if each.statement in made]
        record = [] if question else base.track_record(**chosen)
        questions = {each.question: base.question(each.question) for each in found}
        names = {each.speaker: base.source(each.speaker).name for each in found}
    if form == "json":
        print_json({"forecasts": data(found), "scores": data(scores), "track_record": data(record)})
    elif form == "csv":
        print_csv(keys(Forecast), rows(found))
    else:
        print_forecasts(found, scores, record, questions=questions, names=names)


@command("why", "factbase why facts.db delay-due-to-russian-guidance")
@database
@click.argument("ident", metavar="ID", type=text)
@time
@form("json")
def why(db: Path, ident: str, as_of: str | None, known_by: str | None, form: str) -> None:
    """Show what a statement rests on.

    That is its chain, the statements behind it by links and copies, and the roots at which they end; and what is to
    be minded: a hedge that was lost on the way, an unnamed source, a loop, what it departs from, who disputes it.
    """
    with standing(db, as_of, known_by) as base:
        found = statement_dossier(base, base.statement(ident))
        grounds, roots = base.grounds(ident), base.roots(ident)
        named = {ident, *(each.rests_on for each in grounds), *(each.statement for each in roots)}
        summaries = {each: base.summary(each) for each in sorted(named)}
        minded = list(notices(base, ident, [each.id for each in found.questions]))
    if form == "json":
        chain = data(found.chain)
        told = {"statement": ident, "chain": chain, "grounds": data(grounds), "roots": data(roots)}
        print_json({**told, "notices": data(minded)})
    else:
        print_grounds(found, grounds, roots, summaries, minded)
