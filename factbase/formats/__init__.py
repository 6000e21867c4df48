"""Exchange formats: one module for each, with the verbs `write`, and `load` where it is read."""

from __future__ import annotations
