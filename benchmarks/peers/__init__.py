"""The other tools, each as a sensible user would use it: one way to load the lines, one to ask each question."""

from __future__ import annotations
