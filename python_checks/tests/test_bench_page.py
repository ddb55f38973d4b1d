"""The benchmark's command and page: what is run for which words, and which targets the figures keep."""

from pathlib import Path

import pytest

from benchmarks.__main__ import HUGE, SMALL, USUAL, asked, main, planned
from benchmarks.bench import Plan, Timed, rotated
from benchmarks.generate import Size
from benchmarks.measure import Run
from benchmarks.memory import Tight, limits_of
from benchmarks.next_day import Build, NextDay, part_of
from benchmarks.report import written, written_next_day
from benchmarks.runners import ALL, FEW, FRAMES_PYTHON, OURS, Contender, assert_installed, forget, frame_versions


def test_another_contender_goes_first_in_every_round() -> None:
    assert [rotated(FEW, number)[0].name for number in range(4)] == ["ours", "by hand", "raw scan", "ours"]


def test_limits_follow_what_the_company_took_beyond_one_account() -> None:
    assert limits_of(peak=900_000_000, fixed_peak=460_000_000) == [440_000_000, 220_000_000, 110_000_000, 50_000_000]
    assert limits_of(peak=470_000_000, fixed_peak=460_000_000) == [10_000_000]


def test_pandas_and_polars_have_locked_versions_and_an_environment_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert frame_versions().startswith("pandas 3.")
    commands = {contender.name: contender.command(Path("landing"), Path("answer"))[0] for contender in ALL}
    assert commands["pandas"] == commands["polars"] == str(FRAMES_PYTHON) != commands["ours"]
    monkeypatch.setattr("benchmarks.runners.FRAMES_PYTHON", Path("/missing/bin/python"))
    assert_installed(FEW)
    with pytest.raises(RuntimeError, match=r"requirements\.lock"):
        assert_installed(ALL)


def company(accounts: int, events: int, ours: float, hand: float, contenders: tuple[Contender, ...] = ALL) -> Timed:
    found = Timed(Size(accounts, events), Path("landing"), events, 1000, {contender.name: [Run(hand, hand, 100, 0)] for contender in contenders})
    found.runs[OURS.name] = [Run(ours, ours, 140, 0)]
    found.nodes.append({"model.account_health.int_account_totals": ours, "test.account_health.some_test.1": ours / 4})
    return found


def test_the_page_says_which_targets_are_kept(tmp_path: Path) -> None:
    large, small = company(2000, 1_000_000, 30, 10), company(2000, 100_000, 12, 5)
    large.died.add("pandas")
    large.runs["pandas"].clear()
    small.tight = [Tight(50_000_000, Run(1, 1, 1, 0), 3_000_000), Tight(20_000_000, None, 0)]
    written(tmp_path / "page.md", company(1, 1000, 10, 1), [small, large], Plan(USUAL, ALL, 3), load=0.5)
    page = (tmp_path / "page.md").read_text()
    for line in (
        "| models, of by hand | at most 2.0 x | 1.6 x | kept |",
        "| tests, gate and release, of by hand | at most 1.0 x | 0.4 x | kept |",
        "| peak memory, of by hand | at most 1.5 x | 1.4 x | kept |",
        "| growth with the events | exponent at most 1.05 | 1.00 (100,000 to 1,000,000 at 2,000 accounts) | kept |",
        "| bounded memory | spills and finishes | smallest limit that passed: 50 MB | kept |",
        "| faster than pandas | less than 1.0 x | pandas died | kept |",
        "| faster than polars | less than 1.0 x | 3.0 x | missed (the target is meant at 20,000,000 events) |",
        "| 2,000 | 1,000,000 | 0.0 MB | pandas | | died | | | |",
        "| 2,000 | 100,000 | 20 MB | died | 0 MB | | | |",
    ):
        assert line in page.splitlines()


def day_built(cpu: float, events: float) -> Build:
    nodes = {"model.account_health.base_usage__events": events, "model.account_health.int_account_totals": 20.0, "test.account_health.some_test.1": 5.0}
    return Build(Run(cpu, cpu, 100, 0), nodes)


@pytest.mark.parametrize(
    ("cpu", "events", "lines"),
    [
        (
            49.0,
            9.0,
            [
                "| processor, whole build | 140.0 s | 49.0 s | 140.0 s | 35% |",
                "| beyond the 40.0 s of one account | 100.0 s | 9.0 s | 100.0 s | 9%, kept |",
                "| steps that read events, on the clock | 100.0 s | 9.0 s | 100.0 s | 9%, kept |",
                "| other models, on the clock | 20.0 s | 20.0 s | 20.0 s | 100% |",
                "| tests, gate and release, on the clock | 5.0 s | 5.0 s | 5.0 s | 100% |",
            ],
        ),
        (51.0, 11.0, ["| beyond the 40.0 s of one account | 100.0 s | 11.0 s | 100.0 s | 11%, missed |"]),
    ],
)
def test_the_page_of_one_more_day_says_what_it_cost_beside_the_same_day_from_nothing(tmp_path: Path, cpu: float, events: float, lines: list[str]) -> None:
    whole = day_built(140.0, 100.0)
    found = NextDay(Size(2000, 20_000_000), 19_900_000, 100_000, whole, day_built(cpu, events), whole, day_built(40.0, 0.1), rows=1234)
    written_next_day(tmp_path / "page.md", found, load=0.5)
    page = (tmp_path / "page.md").read_text()
    assert [line for line in lines if line not in page.splitlines()] == []
    assert "by `./run bench --next-day`" in page
    assert "both published the same 1,234 rows" in page


def test_a_company_that_costs_little_more_than_one_account_has_no_ratio(tmp_path: Path) -> None:
    small = day_built(60.0, 1.0)
    written_next_day(tmp_path / "page.md", NextDay(Size(20, 1000), 990, 10, small, small, small, day_built(40.0, 0.1), rows=9), load=0.5)
    assert "| 20.0 s | 20.0 s | 20.0 s | too small to say |" in (tmp_path / "page.md").read_text()


def test_the_steps_that_read_events_are_models_of_the_project() -> None:
    from benchmarks.next_day import EVENT_STEPS
    from python_checks.tests.manifest import models

    assert set(EVENT_STEPS) <= {node["name"] for node in models().values()}
    assert part_of("model.account_health.releases", {}) == "proving"


def test_a_page_without_growth_or_little_memory_has_no_empty_parts(tmp_path: Path) -> None:
    written(tmp_path / "page.md", company(1, 1000, 10, 1, FEW), [company(50, 10_000, 12, 2, FEW)], Plan(SMALL, FEW, 1), load=2)
    page = (tmp_path / "page.md").read_text()
    assert "With little memory" not in page
    assert "## Growth" not in page
    assert "| growth with the events | linear | | not measured |" in page
    assert "| faster than polars | less than 1.0 x | | not measured |" in page
    assert "polars 2" not in page


@pytest.mark.parametrize(
    ("words", "sizes", "contenders", "tight"),
    [
        (["--small"], SMALL, FEW, 0),
        (["--huge"], HUGE, ALL, 0),
        (["--accounts", "7", "--events", "900", "--memory"], [Size(7, 900)], ALL, 900),
        ([], USUAL, ALL, 500_000),
    ],
)
def test_words_choose_sizes_contenders_and_whether_memory_is_short(
    words: list[str], sizes: list[Size], contenders: tuple[Contender, ...], tight: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", *words])
    plan = planned(asked())
    assert (list(plan.sizes), plan.contenders, plan.tight_events) == (sizes, contenders, tight)
    assert max((size.accounts, size.events) for size in USUAL) == (20_000, 20_000_000)


def test_only_generated_companies_are_forgotten() -> None:
    with pytest.raises(ValueError, match="generated"):
        forget("sample")


@pytest.mark.parametrize("asked", [["--accounts", "5"], ["--accounts", "-1", "--events", "5"], ["--rounds", "0"]])
def test_a_size_that_is_none_is_refused(asked: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["bench", *asked])
    with pytest.raises(SystemExit) as refused:
        main()
    assert refused.value.code == 2
    assert "every number at least 1" in capsys.readouterr().err
