"""Folders that are there whole or not at all: made beside their place, and moved there when they are ready."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from factbase.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Make a folder beside `out` (an absolute path), which the block fills and moves; an error leaves nothing of it.

    Raises:
        StoreError: when it cannot be written there.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        message = f"{out}: cannot be written ({error.strerror})"
        raise StoreError(message) from error
    try:
        made.chmod(0o755)
        yield made
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
