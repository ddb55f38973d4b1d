"""Exit codes and sentences of the command line; whole builds are tested end to end elsewhere."""

from pathlib import Path

import pytest

from python_checks.cli import main
from python_checks.exits import Exit
from python_checks.lock import build_lock
from python_checks.project import ROOT


def test_a_second_build_exits_4_and_names_the_first(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("HEALTH_COMPANY", "locked_test")
    path = ROOT / "build/locked_test.lock"
    try:
        with build_lock(path):
            assert main(["build"]) == Exit.LOCKED
    finally:
        path.unlink()
    assert "Another build of locked_test is running (process" in capsys.readouterr().out


@pytest.mark.parametrize("task", ["build", "check"])
def test_bad_input_exits_2_without_a_traceback(task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([task, "--landing", str(tmp_path / "nowhere")]) == Exit.BAD_INPUT
    assert capsys.readouterr().out == (
        "Input or configuration does not fit:\n- The landing folder nowhere does not exist: check the path given to --landing or HEALTH_LANDING.\n"
    )


def test_a_bad_date_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--as-of", "tomorrow"]) == Exit.BAD_INPUT
    assert "The as-of date is not a date: write it like 2026-06-30." in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["biuld"], ["new-version", "2026.3"], ["build", "--fast"]])
def test_a_wrong_argument_exits_2_with_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == Exit.BAD_INPUT
    assert "usage: ./run" in capsys.readouterr().err


def test_the_help_is_one_screen(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert len(capsys.readouterr().out.splitlines()) <= 24
