"""Puts page, style, script and data together into one HTML file that asks nobody for anything."""

import base64
import hashlib
import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent / "page"


@dataclass(frozen=True)
class Bundle:
    """The script and style files of one page, in the order in which they build on each other."""

    scripts: tuple[Path, ...]
    styles: tuple[Path, ...]


SCRIPTS = (
    *("base.js", "csv.js", "theme.js", "shapes.js", "data.js", "charts.js", "filters.js", "table.js", "quality.js", "overview.js", "drivers.js"),
    *("account.js", "rulebook.js", "main.js"),
)
STYLES = ("base.css", "overview.css", "account.css", "rulebook.css", "print.css")
REPORT = Bundle(tuple(PAGE / name for name in SCRIPTS), tuple(PAGE / name for name in STYLES))


def page_html(title: str, content: dict[str, Any], chunks: list[str], bundle: Bundle = REPORT) -> str:
    """A page. The content policy names the very script and style by their hashes: nothing in the data can ever run or load anything."""
    script = "'use strict';\n(() => {\n" + "\n".join(path.read_text(encoding="utf-8") for path in bundle.scripts) + "})();\n"
    style = "\n".join(path.read_text(encoding="utf-8") for path in bundle.styles)
    policy = f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    parts = [_data("content", json_of(content)), *(_data(f"chunk-{number}", chunk) for number, chunk in enumerate(chunks))]
    filled = {"{{title}}": escape(title), "{{policy}}": policy, "{{style}}": style, "{{data}}": "\n".join(parts), "{{script}}": script}
    text = (PAGE / "page.html").read_text(encoding="utf-8")
    pieces = text.replace("{{", "\0{{").replace("}}", "}}\0").split("\0")
    return "".join(filled.get(piece, piece) for piece in pieces)


def _data(key: str, text: str) -> str:
    return f'<script type="application/json" id="{key}">{safe_in_html(text)}</script>'


def json_of(content: Any) -> str:
    """Compact JSON; a number that is none is refused."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def safe_in_html(text: str) -> str:
    """The same JSON so that no HTML parser can mistake it for markup, whatever the texts in it say."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
