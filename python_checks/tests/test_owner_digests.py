"""A digest tells an owner what changed, once, by a real receiver or a text file, and never an address or a value of the data."""

import json
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest

from python_checks.owners.deliver import variable_of
from python_checks.owners.write import write_owners
from python_checks.tests.owners_book import CANARIES, TODAY, make_owners_book

OWNER = "Finance Systems"
SECRET = "s3cr3t-token"


class Receiver(HTTPServer):
    """Takes what is posted to it on loopback; says 500 while `is_broken`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[dict[str, Any]] = []
        self.is_broken = False

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server_port}/{SECRET}"


class Taking(BaseHTTPRequestHandler):
    """Writes down the body of a POST."""

    def do_POST(self) -> None:
        assert isinstance(self.server, Receiver)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.server.is_broken:
            self.server.taken.append({"path": self.path, **json.loads(body)})
        self.send_response(500 if self.server.is_broken else 200)
        self.end_headers()

    def log_message(self, *said: object) -> None:
        """Quiet."""


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv(variable_of(OWNER), server.address)
    yield server
    server.shutdown()
    server.server_close()


def run(root: Path, *changes: str, today: date = TODAY) -> list[str]:
    """Writes the page after the changes to the build file; what was said of the digests of OWNER."""
    with duckdb.connect(str(root / "build" / "book.duckdb")) as connection:
        for change in changes:
            connection.execute(change)
    return [sentence for sentence in write_owners("book", root, today)[1] if OWNER in sentence]


def ends(key: str, status: str, on: date = TODAY) -> str:
    """One more run, of one check."""
    moment = datetime.combine(on, datetime.min.time()) + timedelta(hours=20)
    replaced = f"'next-{on}-{key}' as invocation_id, timestamp '{moment}' as run_started_at, '{status}' as status"
    return f"insert into quality.check_history select * replace ({replaced}) from quality.check_history where check_key = '{key}' limit 1"


def test_the_address_of_an_owner_is_named_after_it() -> None:
    assert variable_of("Customer Success & Ops") == "DBT_ENV_SECRET_NOTIFY_CUSTOMER_SUCCESS_OPS"


def test_without_an_address_it_is_a_text_file(tmp_path: Path) -> None:
    make_owners_book(tmp_path, 2)
    assert run(tmp_path) == [f"Digest for {OWNER}: 2 new, written to build/book_digests/finance_systems.md."]
    text = (tmp_path / "build" / "book_digests" / "finance_systems.md").read_text(encoding="utf-8")
    assert "- warning: A key stands in two rows of billing.invoices (check_number_0); 3 rows; due on 2026-11-30. To repair: Correct the rows" in text
    assert [canary for canary in CANARIES if canary in text] == []
    assert run(tmp_path) == []
    assert (tmp_path / "build" / "book_digests" / "finance_systems.md").read_text(encoding="utf-8") == text


def test_every_change_is_told_once(tmp_path: Path, receiver: Receiver) -> None:
    make_owners_book(tmp_path, 1)
    assert run(tmp_path) == [f"Digest for {OWNER}: 2 new, sent."]
    assert run(tmp_path) == []
    next_day = TODAY + timedelta(days=1)
    assert run(tmp_path, ends("check_number_6", "failed", next_day)) == [f"Digest for {OWNER}: 1 new, sent."]
    assert run(tmp_path, today=TODAY + timedelta(days=30)) == [f"Digest for {OWNER}: 3 due date passed, sent."]
    late = TODAY + timedelta(days=31)
    assert run(tmp_path, ends("check_number_6", "passed", late), today=late) == [f"Digest for {OWNER}: 1 repaired, sent."]
    assert run(tmp_path, today=late) == []
    assert len(receiver.taken) == 4
    assert {taken["path"] for taken in receiver.taken} == {f"/{SECRET}"}
    assert "**Repaired**" in receiver.taken[-1]["message"]
    assert "check_number_6" in receiver.taken[-1]["message"]
    assert [canary for canary in CANARIES if canary in json.dumps(receiver.taken, ensure_ascii=False)] == []


def test_what_is_acknowledged_is_told_when_that_expires(tmp_path: Path, receiver: Receiver) -> None:
    make_owners_book(tmp_path, 1)
    hush = "insert into reference.check_acknowledgements values ('check_number_0', 'muted', 'Known', 'Ada', '2026-11-25')"
    assert run(tmp_path, hush) == [f"Digest for {OWNER}: 1 new, sent."]
    assert "check_number_0" not in receiver.taken[0]["message"]
    later = "update quality.check_history set as_of_date = date '2026-11-26'"
    assert run(tmp_path, later) == [f"Digest for {OWNER}: 1 acknowledgement expired, sent."]
    assert "check_number_0" in receiver.taken[1]["message"]
    assert run(tmp_path) == []


def test_a_failed_delivery_is_said_and_made_up_for(tmp_path: Path, receiver: Receiver, capfd: pytest.CaptureFixture[str]) -> None:
    make_owners_book(tmp_path, 1)
    receiver.is_broken = True
    said = run(tmp_path)
    assert len(said) == 1
    assert "was not delivered and is sent with the next run" in said[0]
    receiver.is_broken = False
    assert run(tmp_path) == [f"Digest for {OWNER}: 2 new, sent."]
    printed = capfd.readouterr()
    assert SECRET not in "".join([*said, printed.out, printed.err])


@pytest.mark.parametrize("address", [f"json://127.0.0.1:1/{SECRET}", f"nonsense-{SECRET}", f"nowhere://{SECRET}"])
def test_an_address_is_never_shown(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(variable_of(OWNER), address)
    make_owners_book(tmp_path, 1)
    said = run(tmp_path)
    assert [variable_of(OWNER) in sentence for sentence in said] == [True]
    printed = capfd.readouterr()
    written = [path.read_text(encoding="utf-8") for path in (tmp_path / "build").rglob("*") if path.suffix in (".html", ".md", ".json")]
    assert SECRET not in "".join([*said, printed.out, printed.err, *written])


def test_a_damaged_state_is_begun_anew(tmp_path: Path) -> None:
    make_owners_book(tmp_path, 1)
    (tmp_path / "build" / "book_digests").mkdir()
    (tmp_path / "build" / "book_digests" / "state.json").write_text("{", encoding="utf-8")
    assert run(tmp_path) == [f"Digest for {OWNER}: 2 new, written to build/book_digests/finance_systems.md."]
    assert run(tmp_path) == []


def test_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    make_owners_book(tmp_path, 0)
    assert write_owners("book", tmp_path, TODAY)[1] == []
    assert not (tmp_path / "build" / "book_digests").exists()
