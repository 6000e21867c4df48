"""``python -m factbase`` is the command line."""

from __future__ import annotations

from factbase.cli import main

main(prog_name="factbase")
