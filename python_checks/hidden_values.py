"""Takes values of the data out of what dbt wrote about a database error: its own log and run_results.json quote the message as it came."""

from collections.abc import Iterable
from pathlib import Path

from python_checks.exit_map import NodeResult

QUOTING = ("Conversion Error", "Constraint Error", "Invalid Input Error", "Out of Range Error", "[CAST_", "[CANNOT_PARSE", "[NUMERIC_", "[INVALID_")
"""Kinds of database errors whose text quotes the value that broke it."""
INSTEAD = "(the message quotes a value of the data: not kept)"
WRITTEN = ("logs/dbt.log", "target/run_results.json", "target/spark/run_results.json", "target/postgres/run_results.json")


def hide_values(results: Iterable[NodeResult], root: Path) -> None:
    """Rewrites the files where a node failed by such an error. No model of the project casts text unsafely: this is for the day one does."""
    quoted = {line for result in results if result.status in ("error", "runtime error") for line in _quoting_lines(result.message)}
    if not quoted:
        return
    for path in (root / file for file in WRITTEN):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            for line in sorted(quoted, key=len, reverse=True):
                text = text.replace(line, INSTEAD).replace(_in_json(line), INSTEAD)
            path.write_text(text, encoding="utf-8")


def _quoting_lines(message: str) -> list[str]:
    """The lines of a message from the error on: a value may go over several. Lines of a letter or two would be found everywhere."""
    lines = [line.strip() for line in message.splitlines()]
    first = next((index for index, line in enumerate(lines) if any(kind in line for kind in QUOTING)), None)
    return [line for line in lines[first:] if len(line) > 2] if first is not None else []


def _in_json(line: str) -> str:
    return line.replace("\\", "\\\\").replace('"', '\\"')
