"""The line of a model's file that a line of its compiled SQL comes from."""

from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=256)
def source_lines(source: Path, compiled: str) -> tuple[int, ...]:
    """For each compiled line its line in the file, both from 1 on; a line that a macro wrote has that of the call."""
    written = [line.strip() for line in source.read_text(encoding="utf-8").splitlines()]
    made = [line.strip() for line in compiled.splitlines()]
    lines = []
    for _, first, last, start, end in SequenceMatcher(None, written, made, autojunk=False).get_opcodes():
        size = max(1, last - first)
        lines += [min(first + min(step, size - 1) + 1, len(written)) for step in range(end - start)]
    return tuple(lines)


def source_line(source: Path, compiled: str, line: int) -> int:
    """The line of the file for a line of the compiled SQL; 0 for 0."""
    lines = source_lines(source, compiled)
    return lines[min(line, len(lines)) - 1] if line and lines else 0
