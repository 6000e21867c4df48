"""Commands that ask who is behind it: the positions on a question, the grounds of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factbase.cli.frame import command, standing
from factbase.cli.options import database, form, text, time
from factbase.dossiers import question_dossier, statement_dossier
from factbase.findings import Position
from factbase.terminal.data import data, rows
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


@command("why", "factbase why facts.db delay-due-to-russian-guidance")
@database
@click.argument("ident", metavar="ID", type=text)
@time
@form("json")
def why(db: Path, ident: str, as_of: str | None, known_by: str | None, form: str) -> None:
    """Show what a statement rests on.

    That is its chain, the statements behind it by links and copies, and the roots at which they end.
    """
    with standing(db, as_of, known_by) as base:
        found = statement_dossier(base, base.statement(ident))
        grounds, roots = base.grounds(ident), base.roots(ident)
        named = {ident, *(each.rests_on for each in grounds), *(each.statement for each in roots)}
        summaries = {each: base.summary(each) for each in sorted(named)}
    if form == "json":
        chain = data(found.chain)
        print_json({"statement": ident, "chain": chain, "grounds": data(grounds), "roots": data(roots)})
    else:
        print_grounds(found, grounds, roots, summaries)
