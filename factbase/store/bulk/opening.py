"""Opening a bulk recording: its transaction, and what the connection is told for the time of it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from factbase.model.faults import Faults
from factbase.store import schema
from factbase.store.bulk.loading import Bulk
from factbase.store.connection import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database


@contextmanager
def bulk(  # noqa: PLR0913 - who, why and whence are each said
    db: Database, path: str | Path, *, by: str, why: str, file: str | None, large: bool
) -> Iterator[Bulk]:
    """Hold a transaction for a bulk recording into the database at `path`; an error takes everything back.

    Where it is `large`, every row gets its references from this code, and all of them are checked before the end: to
    check each alone as it enters would cost more.

    Raises:
        RecordError: when `by` or `why` says nothing.
        StoreError: when the file cannot be written.
    """
    faults = Faults()
    faults.text("by", by)
    faults.text("why", why)
    faults.finish("changeset")
    collecting = gc.isenabled()
    gc.disable()  # records hold no cycles, and millions of them come and go
    if large:
        db.conn.execute("PRAGMA foreign_keys = OFF")
    try:
        with transaction(db, path):
            if schema.is_empty(db):
                schema.create(db)
            else:
                schema.require(db, path)
            loading = Bulk(db, by=by, why=why, file=file, large=large)
            yield loading
            loading.recorded = loading.finish()
            if large and (dangling := db.conn.execute("PRAGMA foreign_key_check").fetchone()):
                message = f"{dangling[0]} {dangling[1]} names a row of {dangling[2]} that does not exist"
                raise AssertionError(message)
    finally:
        db.conn.execute("PRAGMA foreign_keys = ON")
        db.conn.execute("PRAGMA cache_size = -2000")
        if collecting:
            gc.enable()
