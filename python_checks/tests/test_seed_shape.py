"""Seed files against the column types of their YAML twins."""

from pathlib import Path

import pytest

from python_checks.project import ROOT
from python_checks.seed_shape import seed_problems
from python_checks.tests.conftest import write

TWIN = """
seeds:
  - name: curves
    config:
      column_types: {curve: varchar, x: "decimal(10,4)", points: integer, is_step: boolean, valid_from: date, note: varchar}
"""
HEADER = "curve,x,points,is_step,valid_from,note"


def problems_of(tmp_path: Path, *lines: str, twin: str | None = TWIN) -> list[str]:
    write(tmp_path / "seeds/scoring/curves.csv", "\n".join(lines) + "\n")
    if twin is not None:
        write(tmp_path / "seeds/scoring/curves.yml", twin)
    return seed_problems(tmp_path)


def test_a_readable_seed_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, HEADER, 'a,-0.5000,3,true,2026-01-01,"with, a comma"', "b,,,,,") == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("a,half,3,true,2026-01-01,", 'line 3: "x" is not readable as decimal(10,4): write a number like 0.50.'),
        ('a,"0,5",3,true,2026-01-01,', '"x" is not readable'),
        ("a,nan,3,true,2026-01-01,", "write a plain number"),
        ("a,0.12345,3,true,2026-01-01,", "write at most 4 decimals"),
        ("a,1000000,3,true,2026-01-01,", "write a number below 1,000,000"),
        ("a,1,3.5,true,2026-01-01,", '"points" is not readable as integer: write a whole number like 12.'),
        ("a,1,3,maybe,2026-01-01,", "write true or false"),
        ("a,1,3,true,01.02.2026,", "write a date like 2026-06-30"),
        ("a,1,3,true,2026-02-30,", "write a date like 2026-06-30"),
        ("a,1,3,true,2026-01-01,with, a comma", "line 3 has 7 values for 6 columns: put quotes around text with commas."),
        ('a,1,3,true,2026-01-01,"open', "is not a UTF-8 CSV file with balanced quotes"),
    ],
)
def test_a_cell_is_named_by_file_line_and_column(tmp_path: Path, line: str, problem: str) -> None:
    found = problems_of(tmp_path, HEADER, "b,,,,,", line)
    assert len(found) == 1
    assert found[0].startswith("seeds/scoring/curves.csv")
    assert problem in found[0]


def test_a_column_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    assert problems_of(tmp_path, HEADER.replace("points", "pointz"), "a,1,3,true,2026-01-01,") == [
        'seeds/scoring/curves.csv lacks the column "points": add it to its first line.',
        'seeds/scoring/curves.csv has the column "pointz", which its YAML twin does not know: remove it or add its type there. '
        'Did you mean "points"?',
    ]


def test_a_seed_without_its_twin_is_a_problem(tmp_path: Path) -> None:
    assert "has no YAML twin: write curves.yml" in problems_of(tmp_path, HEADER, twin=None)[0]
    assert "does not describe the seed curves" in problems_of(tmp_path, HEADER, twin="seeds: []")[0]


def test_the_seeds_of_this_project_are_readable() -> None:
    assert seed_problems(ROOT) == []
