"""Drawings: small pictures in SVG, made on the server, that say in words what they show.

Along an axis everything stands in per cent of the width and across it in pixels, so that text keeps its size however
narrow the screen is. Nothing is told by colour alone, and no picture has scripts or styles of its own: its classes are
in ``static/pictures.css``.
"""

from __future__ import annotations
