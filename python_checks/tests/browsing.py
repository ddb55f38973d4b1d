"""A browser for tests of pages: headless, without a network, and with an eye on what goes wrong."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")


class Visit:
    """A page that writes down what went wrong on it: console errors, exceptions and requests that leave the file."""

    def __init__(self, browser: Browser, path: Path, **options: Any) -> None:
        self.address = path.as_uri()
        self.context = browser.new_context(offline=True, accept_downloads=True, reduced_motion="reduce", **options)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self.wrong.append(request.url) if not request.url.startswith(("file:", "data:", "blob:")) else None)

    def go(self, place: str = "#/") -> Page:
        self.page.goto("about:blank")
        self.page.goto(self.address + place)
        return self.page


def severe_findings(page: Page, only_colours: bool) -> list[tuple[str, list[str]]]:
    """What of the rules of accessibility is broken seriously: rule and the first elements."""
    results = Axe().run(page, options={"runOnly": ["color-contrast"]} if only_colours else {})
    severe = [rule for rule in results.response["violations"] if rule["impact"] in ("serious", "critical")]
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:3]) for rule in severe]
