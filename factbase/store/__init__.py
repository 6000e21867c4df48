"""The store: the one place that speaks SQL: schema, recording, reading back, history, verifying."""

from __future__ import annotations
