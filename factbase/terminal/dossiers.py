"""Any dossier on the screen, each on the sheet of its noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.dossiers import DocumentDossier, QuestionDossier, SourceDossier, StatementDossier, TopicDossier
from factbase.terminal.nouns import print_document, print_plain, print_source, print_topic
from factbase.terminal.question import print_question
from factbase.terminal.statement import print_statement

if TYPE_CHECKING:
    from factbase.dossiers import Dossier


def print_dossier(found: Dossier) -> None:
    """Print all that is recorded about one thing."""
    match found:
        case StatementDossier():
            print_statement(found)
        case SourceDossier():
            print_source(found)
        case DocumentDossier():
            print_document(found)
        case QuestionDossier():
            print_question(found)
        case TopicDossier():
            print_topic(found)
        case _:
            print_plain(found)
