"""The page of the data owners as a person meets it: opened from disk in a browser, without a network."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from python_checks.build import say_owners
from python_checks.cli import main
from python_checks.owners.write import run_owners, write_owners
from python_checks.problems import InputError
from python_checks.report.write import write_report
from python_checks.tests.browsing import Visit, needs_browser, severe_findings
from python_checks.tests.owners_book import CANARIES, OWNERS, TODAY, make_owners_book
from python_checks.tests.report_book import HOSTILE, make_book


def page_of(root: Path, failures: int) -> Path:
    make_owners_book(root, failures)
    return write_owners("book", root, TODAY)[0]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("busy"), 40)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("calm"), 0)


@pytest.fixture
def visit(browser: Browser, busy: Path) -> Iterator[Visit]:
    visit = Visit(browser, busy, viewport={"width": 1360, "height": 900})
    yield visit
    visit.context.close()
    assert visit.wrong == [], "console errors or external requests"


def finding(page: Page, key: str) -> Locator:
    """The finding of a check, opened."""
    found = page.locator(".finding", has=page.locator("code", has_text=re.compile(f"^{re.escape(key)}$")))
    found.evaluate("element => { element.open = true; }")
    return found


def test_no_personal_data_is_in_the_file(busy: Path) -> None:
    text = busy.read_text(encoding="utf-8")
    assert [canary for canary in CANARIES if canary in text] == []
    assert "•••" in text


def test_a_build_file_that_is_absent_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "build").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        run_owners("nobody", False, tmp_path)
    assert main(["owners", "--company", "no-such-company"]) == 2
    assert "no-such-company.duckdb cannot be read" in capsys.readouterr().out


def test_a_page_is_written_where_nothing_is_measured_yet(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    duckdb.connect(str(tmp_path / "build" / "book.duckdb")).close()
    text = write_owners("book", tmp_path, TODAY)[0].read_text(encoding="utf-8")
    assert all(relation in text for relation in ("quality.check_history", "quality.source_scorecard", "quality.quarantine", "reference.data_owners"))


@needs_browser
def test_an_owner_with_nothing_to_do_sees_that_at_once(browser: Browser, calm: Path) -> None:
    visit = Visit(browser, calm)
    page = visit.go("#/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing to do: every check passed")
    expect(page.locator(".calm-owner")).to_have_count(len(OWNERS))
    visit.go("#Finance%20Systems")
    expect(page.get_by_role("heading", level=1)).to_have_text("Finance Systems: nothing to do")
    visit.context.close()
    assert visit.wrong == []


@needs_browser
def test_a_build_that_broke_does_not_look_like_one_that_passed(browser: Browser, tmp_path: Path) -> None:
    with duckdb.connect(str(make_owners_book(tmp_path, 0))) as connection:
        connection.execute("update quality.check_history set status = 'skipped' where invocation_id = 'run-19' and owner_name = 'Finance Systems'")
        connection.execute("update quality.source_scorecard set is_on = false where source_name = 'usage'")
    visit = Visit(browser, write_owners("book", tmp_path, TODAY)[0])
    page = visit.go("#/")
    expect(page.locator(".calm-owner", has_text="Product Analytics")).to_contain_text("10 checks passed, 1 source switched off")
    expect(page.get_by_role("heading", level=1)).to_have_text("The last run stopped: 10 checks were not reached")
    expect(page.locator(".calm-owner", has_text="Finance Systems")).to_contain_text("10 checks passed, all in an earlier run")
    expect(page.locator(".calm-owner", has_text="Finance Systems")).to_contain_text("Nothing found so far")
    expect(page.locator(".calm-owner", has_text="Product Analytics")).to_contain_text("Nothing to do")
    visit.context.close()
    assert visit.wrong == []


@needs_browser
def test_owners_and_their_checks_come_worst_first(visit: Visit) -> None:
    page = visit.go("#/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Blocked: 31 critical checks failed")
    criticals = [int(found.group(1)) if (found := re.search(r"(\d+) critical", text)) else 0 for text in page.locator(".owners tbody tr").all_inner_texts()]
    assert criticals == sorted(criticals, reverse=True)
    assert len(criticals) == len(OWNERS)
    levels = page.locator(".card.owner").first.locator(".findings > .finding").evaluate_all("all => all.map((each) => each.dataset.level)")
    assert levels == sorted(levels)


@needs_browser
def test_a_finding_says_what_how_long_whom_it_touches_and_when_it_is_due(visit: Visit) -> None:
    found = finding(visit.go("#Finance%20Systems"), "check_number_30")
    expect(found).to_contain_text("since 6 Nov 2026, 15 runs in a row")
    expect(found).to_contain_text("8 Nov 2026")
    expect(found).to_contain_text("overdue, 12 days ago")
    expect(found).to_contain_text("33 accounts with €561,000 a year: the accounts of the failing rows.")
    expect(found).to_contain_text("Customer success dashboard")
    expect(found).to_contain_text("First 10 of 33 rows")
    expect(found.get_by_role("img", name="Failed in 15 of the last 20 runs")).to_be_visible()
    rejected = finding(visit.page, "quarantine.billing.invoices")
    expect(rejected).to_contain_text("3.00% of the table's rows turned away; allowed is at most 1.00%")
    expect(rejected).to_contain_text("10 accounts with €55,000 a year: the accounts whose measures read billing.invoices.")


@needs_browser
def test_what_somebody_knows_of_is_set_apart_until_it_expires(visit: Visit) -> None:
    page = visit.go("#/")
    muted = finding(page, "check_number_5")
    expect(muted).to_have_attribute("data-level", "hushed")
    expect(muted).to_contain_text("Muted until 1 Dec 2026 by Cyd: Old system. The release waits for it all the same.")
    expired = finding(page, "check_number_4")
    expect(expired).to_have_attribute("data-level", "warning")
    expect(expired).to_contain_text("Muted until 10 Nov 2026, which is over, by Bob: Known gap. It counts again.")


@needs_browser
def test_a_gate_rule_that_counts_what_others_repair_is_nobody_elses_task(visit: Visit) -> None:
    rule = finding(visit.go("#Analytics%20Engineering"), "reject_budgets_exceeded")
    expect(rule).to_have_attribute("data-level", "follows")
    expect(rule).to_contain_text("Counts what others have to repair: quarantine.billing.invoices (Finance Systems).")


@needs_browser
def test_a_late_source_is_a_finding_of_its_owner(visit: Visit) -> None:
    page = visit.go("#Support%20Operations")
    late = finding(page, "source.support.tickets")
    expect(late).to_contain_text("No new row of support.tickets for 12 days, 7 days at most")
    expect(late).to_contain_text("since 16 Nov 2026")
    expect(page.get_by_role("region", name="Sources of Support Operations")).to_contain_text("12 of 30 days")


@needs_browser
def test_texts_of_the_data_stay_texts(visit: Visit) -> None:
    page = visit.go("#Finance%20Systems")
    finding(page, "check_number_30")
    assert page.evaluate("window.hurt") is None
    assert page.locator("td", has_text=HOSTILE["A-1"]).count() > 0
    visit.go(f"#{HOSTILE['A-3']}")
    expect(page.get_by_text(f"No owner is called {HOSTILE['A-3']}")).to_be_visible()


@needs_browser
def test_the_csv_of_the_rows_holds_no_formula(visit: Visit) -> None:
    found = finding(visit.go("#Finance%20Systems"), "check_number_30")
    with visit.page.expect_download() as download:
        found.get_by_role("button", name="CSV of these rows").click()
    header, *rows = csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig")))
    keys = [row[header.index("row_key")] for row in rows]
    assert len(rows) == 10
    assert f"'{HOSTILE['A-2']}" in keys
    assert [key for key in keys if re.match(r"[=+\-@\t\r]", key)] == []


@needs_browser
def test_the_sql_is_copied(browser: Browser, busy: Path) -> None:
    visit = Visit(browser, busy, permissions=["clipboard-read", "clipboard-write"])
    found = finding(visit.go("#Finance%20Systems"), "check_number_30")
    found.get_by_role("button", name="Copy SQL").click()
    expect(found.get_by_role("button", name="Copied")).to_be_visible()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    visit.context.close()
    assert copied == "select * from test_failures.check_number_30 order by row_key"
    with duckdb.connect(str(busy.parent / "book.duckdb"), read_only=True) as connection:
        assert len(connection.execute(copied).fetchall()) == 33


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(browser: Browser, busy: Path, scheme: str) -> None:
    visit = Visit(browser, busy, color_scheme=scheme, viewport={"width": 1280, "height": 800})
    page = visit.go("#Finance%20Systems")
    page.get_by_role("button", name="Open all").click()
    severe = severe_findings(page, only_colours=False) + severe_findings(visit.go("#/"), only_colours=scheme == "dark")
    visit.context.close()
    assert severe == []


@needs_browser
@pytest.mark.parametrize("place", ["#/", "#Finance%20Systems"])
def test_a_phone_needs_no_scrolling_sideways(browser: Browser, busy: Path, place: str) -> None:
    visit = Visit(browser, busy, viewport={"width": 360, "height": 740})
    page = visit.go(place)
    page.get_by_role("button", name="Open all").click()
    outside = page.evaluate("""() => [...document.querySelectorAll('main *')].filter((each) => !each.closest('.scroll') && !each.closest('svg')
        && each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.className || each.tagName)""")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    visit.context.close()
    assert outside == []


def test_the_page_needs_no_manifest(tmp_path: Path, busy: Path) -> None:
    shutil.copytree(busy.parent, tmp_path / "build")
    assert "check_number_30" in write_owners("book", tmp_path, TODAY)[0].read_text(encoding="utf-8")


@needs_browser
def test_the_report_and_the_page_lead_to_each_other(browser: Browser, tmp_path: Path) -> None:
    make_book(tmp_path, 20)
    write_owners("book", tmp_path, TODAY)
    visit = Visit(browser, write_report("book", tmp_path))
    page = visit.go("#/")
    expect(page.get_by_role("heading", name="Data quality")).to_be_visible()
    page.get_by_role("link", name="Data quality").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No run of the checks has been recorded yet")
    page.get_by_role("link", name="Accounts").click()
    expect(page.locator("#count")).to_have_text("20 accounts")
    visit.context.close()
    assert visit.wrong == []


def test_a_build_says_where_the_page_is_and_survives_without_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say_owners("book", tmp_path)
    assert capsys.readouterr().out == ""
    make_owners_book(tmp_path, 1)
    say_owners("book", tmp_path)
    assert (tmp_path / "build" / "book_owners.html").as_uri() in capsys.readouterr().out
    (tmp_path / "build" / "book.duckdb").write_bytes(b"no database" * 1000)
    say_owners("book", tmp_path)
    assert "! The page of the data owners was not written" in capsys.readouterr().out
