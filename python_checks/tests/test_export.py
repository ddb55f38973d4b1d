"""Exports hold no formulas, from the raw text of an account's name to the cell."""

import csv
import re
from pathlib import Path

import duckdb
import pytest

from python_checks.exits import Exit
from python_checks.export import run_export, write_csv
from python_checks.problems import InputError
from python_checks.tests.manifest import PROJECT
from python_checks.tests.test_release import publish

RUN = ["=1+1", "+North", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\u200b=1", "\ufeff@x"]
RUN += ["\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", " \uff1d1"]
HARMLESS = ["North", "a=b", "", "'=1", "1-2", 'North, "East"', "naïve \u2013 dash", "10-20"]


@pytest.fixture(autouse=True)
def _company(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_COMPANY", "acme")


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_text_that_could_run_is_text_and_a_number_stays_a_number(tmp_path: Path) -> None:
    texts = RUN + HARMLESS
    numbered = duckdb.connect().sql(
        "select unnest($n) as position, unnest($t) as account_name, -1.50::decimal(18, 2) as amount", params={"n": list(range(len(texts))), "t": texts}
    )
    assert write_csv(numbered, tmp_path / "x.csv") == len(texts)
    header, *rows = cells(tmp_path / "x.csv")
    assert header == ["position", "account_name", "amount"]
    assert [row[1] for row in rows] == [f"'{text}" for text in RUN] + HARMLESS
    assert {row[2] for row in rows} == {"-1.50"}


def test_the_report_takes_the_same_texts_for_formulas() -> None:
    """The page exports by itself, in JavaScript: its rule stands in csvCell."""
    page = (PROJECT / "python_checks/report/page/csv.js").read_text(encoding="utf-8")
    rule = re.search(r"const text = /(.*)/u\.test\(value\)", page)
    assert rule
    for mark in ("=", "+", "\\-", "@", "\\uff1d", "\\uff0b", "\\uff0d", "\\uff20", "\\s", "\\p{Cf}", "\\t\\r\\n"):
        assert mark in rule[1]


def test_every_published_table_is_exported_or_the_named_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no release of acme yet"):
        run_export([], None, tmp_path)
    publish(tmp_path, "r-1")
    assert run_export([], None, tmp_path) is Exit.DONE
    assert sorted(path.name for path in (tmp_path / "build/acme_export").iterdir()) == ["account_health_v1.csv", "releases.csv"]
    assert cells(tmp_path / "build/acme_export/account_health_v1.csv")[1] == ["A-1", "1.00"]
    with pytest.raises(InputError, match=r'no published table "account_health_v2".* Did you mean "account_health_v1"'):
        run_export(["account_health_v2"], None, tmp_path)
