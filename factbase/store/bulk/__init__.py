"""Recording in bulk: records are written while they are read, so that memory does not grow with their number."""

from __future__ import annotations

from factbase.store.bulk.loading import Bulk
from factbase.store.bulk.opening import bulk

__all__ = ["Bulk", "bulk"]
