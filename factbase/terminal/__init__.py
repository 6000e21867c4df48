"""The terminal: how records and findings look in words, trees and tables; plain text in a pipe."""

from __future__ import annotations
