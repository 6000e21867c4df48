"""Made-up news."""

from __future__ import annotations
