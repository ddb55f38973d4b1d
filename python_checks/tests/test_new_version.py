"""Copying a rulebook version in seed files."""

from pathlib import Path

import pytest

from python_checks.exits import Exit
from python_checks.new_version import run_new_version
from python_checks.problems import InputError
from python_checks.tests.conftest import write

MODELS = """model_version,objective_key,status,shadow_from,valid_from,valid_to,change_note,expected_effect
2026.1,retention,champion,,2026-01-01,,"First one, agreed",None yet
2026.1-expansion,expansion,champion,2025-12-01,2026-01-01,,First,None
2026.2,retention,challenger,2026-01-01,,,Second,More
"""
WEIGHTS = """model_version,factor_key,weight
2026.1,adoption,0.6
2026.1,support,0.4
2026.1-expansion,adoption,1.0
2026.2,adoption,1.0
"""
BY_MEASURE = """measure_key,model_version,note
logins,2026.1,"a ""quoted"" note
over two lines"
logins,2026.2,b
tickets,2026.1,"c"
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds/scoring"
    for name, text in {"scoring_models": MODELS, "factor_weights": WEIGHTS, "measure_rules": BY_MEASURE}.items():
        write(folder / f"{name}.csv", text)
    write(folder / "model_approvals.csv", "model_version,function\n2026.1,finance\n")
    write(folder / "objectives.csv", "objective_key\nretention\n")
    return folder


def test_every_row_is_copied_and_nothing_else_changes(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_new_version("2026.3", "2026.1", tmp_path) is Exit.DONE
    assert (seeds / "factor_weights.csv").read_text() == WEIGHTS + "2026.3,adoption,0.6\n2026.3,support,0.4\n"
    assert (seeds / "measure_rules.csv").read_text() == (
        'measure_key,model_version,note\nlogins,2026.1,"a ""quoted"" note\nover two lines"\nlogins,2026.2,b\n'
        'logins,2026.3,"a ""quoted"" note\nover two lines"\ntickets,2026.1,"c"\ntickets,2026.3,"c"\n'
    )
    assert (seeds / "model_approvals.csv").read_text() == "model_version,function\n2026.1,finance\n"
    assert (seeds / "objectives.csv").read_text() == "objective_key\nretention\n"
    said = capsys.readouterr().out
    assert "Copied 5 rows of 2026.1 under the name 2026.3, as a draft." in said
    assert "model_approvals.csv" in said


def test_the_copy_is_a_draft_in_the_shadow(seeds: Path, tmp_path: Path) -> None:
    run_new_version("2026.1b", "2026.1", tmp_path)
    run_new_version("2027.1", "2026.1-expansion", tmp_path)
    lines = (seeds / "scoring_models.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["2026.1", "2026.1-expansion", "2026.1b", "2026.2", "2027.1"]
    assert lines[3] == (
        '2026.1b,retention,draft,2026-01-01,,,"TODO: what 2026.1b changes against 2026.1",TODO: what 2026.1b should do better than 2026.1'
    )
    assert lines[5].startswith("2027.1,expansion,draft,2025-12-01,,,TODO")


def test_an_unsorted_file_keeps_its_order(seeds: Path, tmp_path: Path) -> None:
    write(seeds / "factor_weights.csv", "model_version,factor_key,weight\r\n2026.2,b,1\r\n2026.1,b,0.5\r\n2026.1,a,0.5\r\n2026.1-expansion,a,1\r\n")
    run_new_version("2026.3", "2026.1", tmp_path)
    with (seeds / "factor_weights.csv").open(newline="") as file:
        assert file.read().split("\r\n") == [
            "model_version,factor_key,weight",
            "2026.2,b,1",
            "2026.1,b,0.5",
            "2026.1,a,0.5",
            "2026.3,b,0.5",
            "2026.3,a,0.5",
            "2026.1-expansion,a,1",
            "",
        ]


@pytest.mark.parametrize(
    ("new", "old", "sentence"),
    [
        ("2026.2", "2026.1", "The version 2026.2 exists already"),
        ("2026.3", "2026.1-expansio", 'There is no version "2026.1-expansio" in seeds/scoring/scoring_models.csv. Did you mean "2026.1-expansion"?'),
        ("next, please", "2026.1", "letters, digits, dots, - and _ only"),
        ("", "2026.1", "letters, digits, dots, - and _ only"),
    ],
)
def test_a_bad_name_changes_nothing(seeds: Path, tmp_path: Path, new: str, old: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence.replace(".", r"\.").replace("?", r"\?")):
        run_new_version(new, old, tmp_path)
    assert (seeds / "factor_weights.csv").read_text() == WEIGHTS
    assert (seeds / "scoring_models.csv").read_text() == MODELS
