"""Do the seed files fit their own YAML twins? Checked before dbt loads them, so that a slip is said with file, line and column."""

import csv
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from python_checks.problems import InputError, did_you_mean
from python_checks.project import ROOT, read_yaml

FOLDERS = ("seeds/scoring", "seeds/reference")
DECIMAL = re.compile(r"(?:decimal|numeric)\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)")


def seed_problems(root: Path = ROOT) -> list[str]:
    """A sentence for every seed file, column or cell that does not fit its twin's `column_types`."""
    files = [path for folder in FOLDERS for path in sorted((root / folder).glob("**/*.csv"))]
    return [problem for path in files for problem in _file_problems(path, path.relative_to(root).as_posix())]


def _file_problems(path: Path, label: str) -> list[str]:
    twin = path.with_suffix(".yml")
    if not twin.is_file():
        return [f"{label} has no YAML twin: write {twin.name} beside it with its column_types and tests."]
    try:
        types = _column_types(twin, path.stem)
    except InputError as error:
        return error.sentences
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            return _header_problems(header, types, label) or [
                problem for row in reader if row for problem in _row_problems(row, header, types, f"{label} line {reader.line_num}")
            ]
    except (csv.Error, UnicodeDecodeError):
        return [f"{label} is not a UTF-8 CSV file with balanced quotes: correct it in a text editor."]


def _column_types(twin: Path, seed: str) -> dict[str, str]:
    declared = {each.get("name"): each for each in read_yaml(twin).get("seeds") or []}
    if seed not in declared:
        raise InputError([f"{twin.name} does not describe the seed {seed}: add it with its column_types."])
    types = (declared[seed].get("config") or {}).get("column_types") or {}
    return {str(name): str(kind).strip().lower() for name, kind in types.items()}


def _header_problems(header: list[str], types: dict[str, str], label: str) -> list[str]:
    problems = [f'{label} lacks the column "{name}": add it to its first line.' for name in types if name not in header]
    problems += [
        f'{label} has the column "{name}", which its YAML twin does not know: remove it or add its type there.{did_you_mean(name, types)}'
        for name in header
        if name not in types
    ]
    return problems + [f'{label} has the column "{name}" twice: keep one.' for name in sorted(set(header)) if header.count(name) > 1]


def _row_problems(row: list[str], header: list[str], types: dict[str, str], where: str) -> list[str]:
    if len(row) != len(header):
        return [f"{where} has {len(row)} values for {len(header)} columns: put quotes around text with commas."]
    return [
        f'{where}: "{name}" is not readable as {types[name]}: write {remedy}.'
        for name, text in zip(header, row, strict=True)
        if text and (remedy := _remedy(text, types[name]))
    ]


def _remedy(text: str, kind: str) -> str:
    """What to write instead; empty where the text is readable as the type. Unknown types are text."""
    decimal = DECIMAL.search(kind)
    if decimal:
        return _decimal_remedy(text, int(decimal[1]), int(decimal[2]))
    if re.search(r"\b(int|integer|bigint|smallint)\b", kind):
        return "" if re.fullmatch(r"-?\d+", text) else "a whole number like 12"
    if kind in ("boolean", "bool"):
        return "" if text.lower() in ("true", "false") else "true or false"
    if kind == "date":
        return "" if _is_iso(text, date) else "a date like 2026-06-30"
    if kind.startswith("timestamp"):
        return "" if _is_iso(text, datetime) else "a time like 2026-06-30 12:00:00"
    return ""


def _decimal_remedy(text: str, precision: int, scale: int) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return f"a number like 0.{'5'.ljust(min(scale, 2), '0')}"
    if not number.is_finite() or text != text.strip() or "_" in text:
        return "a plain number"
    if number != round(number, scale):
        return f"at most {scale} decimals"
    return "" if abs(number) < 10 ** (precision - scale) else f"a number below {10 ** (precision - scale):,}"


def _is_iso(text: str, kind: type[date]) -> bool:
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return len(text) >= 10 and text[4] == "-" and text[7] == "-"
