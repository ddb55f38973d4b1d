"""Keeps personal data off the page: columns tagged personal, and texts that look like an address or a telephone number."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from python_checks.personal import personal_columns

MASK = "•••"
KEYS = ("row_key", "line_key", "account_id")
"""Columns that every stored failure may have and that hold keys."""
WRITTEN_BY_TESTS = (*KEYS, "file", "problem", "remedy", "reject_reason", "how_to_fix", "source_relation")

EMAIL = re.compile(r"[^\s@<>\"',;:()\[\]]+\s?@\s?[^\s@<>\"',;:()\[\]]+\.[^\s@<>\"',;:()\[\]]+")
TELEPHONE = re.compile(r"(?<![\w.])(?:\+|00)?\(?\d[\d ().\-/\u00a0\u2011]{6,}\d(?!\w)")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}([ T].*)?")


def masked_text(text: str, is_key: bool = False) -> str:
    """The text without e-mail addresses and telephone numbers. Dates, decimals and plain whole numbers stay; of a key, all but what begins with +."""
    return TELEPHONE.sub(lambda found: _telephone(found.group(), is_key), EMAIL.sub(MASK, text))


def _telephone(found: str, is_key: bool) -> str:
    text = found.strip()
    digits = sum(character.isdigit() for character in text)
    separators = len(re.findall(r"[^\d]+", text.lstrip("+(")))
    least = 0 if text.startswith("+") else 1 if text.startswith(("0", "(")) else 2
    is_number = not 7 <= digits <= 15 or DATE.fullmatch(text) or separators < least or (is_key and least > 0)
    return found if is_number else found.replace(text, MASK)


def personal_names(manifest: Mapping[str, Any]) -> frozenset[str]:
    """Names of all columns tagged as personal; none without a manifest."""
    return frozenset(each.column.lower() for each in personal_columns(manifest)) if manifest else frozenset()


def masked_columns(columns: Iterable[tuple[str, str]], judged: str, personal: frozenset[str]) -> list[str]:
    """Which of (name, type) may not be shown: tagged ones, and other texts where the check judges a tagged column or where nothing is tagged at all."""
    is_careful = not personal or judged.lower() in personal
    return [
        column
        for column, kind in columns
        if column.lower() in personal or (is_careful and column.lower() not in WRITTEN_BY_TESTS and kind.upper().startswith(("VARCHAR", "JSON", "BLOB")))
    ]
