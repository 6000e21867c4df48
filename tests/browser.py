"""A real Chromium, driven by Playwright: skipped loudly where none can be had, but in CI its lack is a failure."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""What Chromium is called, by the systems that have it."""

SCREENSHOTS = Path(__file__).resolve().parent.parent / "artefacts" / "screenshots"
"""Where pictures of the pages are kept, for people to look at."""

_ARGUMENTS = (
    "--no-sandbox",  # CI runs as root, where Chromium has no sandbox
    "--disable-gpu",
    "--disable-background-networking",  # only the server under test is asked for anything
)

DESKTOP, PHONE = (1280, 800), (360, 780)
"""Viewports in CSS pixels."""


def executable() -> str:
    """Return the path of Chromium; without one the test is skipped, and in CI it fails."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    message = (
        "no Chromium is installed (Debian and Ubuntu: apt-get install -y chromium), nor named by CHROMIUM"
    )
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium without a window, and close it when the block ends."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Browser, size: tuple[int, int] = DESKTOP, *, dark: bool = False, javascript: bool = True
) -> Iterator[Page]:
    """Open an empty page of that size, in the light or the dark scheme."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=javascript,
        reduced_motion="reduce",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def complaints(page: Page) -> list[str]:
    """Return a list that gathers what the page's console complains of from now on, and what it fails to load."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            found.append(f"{page.url}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: found.append(f"{page.url}: {request.url} was not loaded"))
    return found


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
