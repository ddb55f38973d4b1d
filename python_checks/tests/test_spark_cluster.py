"""The server behind `./run parity --cluster`: waited for, and ended whatever happens; played here by a small program with the same words and pages."""

import os
import stat
import sys
import textwrap
from pathlib import Path

import pytest

from python_checks.parity.task import executor_line
from python_checks.spark.cluster import ClusterError, running_cluster

PLAYER = """
import http.server, json, os, socket, sys, threading
settings = dict(word.split("=", 1) for word in sys.argv if word.startswith("spark."))
open(os.environ["NOTE"], "w").write(" ".join([str(os.getpid()), *sys.argv[1:]]))
PAGES = {"/api/v1/applications": [{"id": "app-1"}], "/api/v1/applications/app-1/allexecutors": [
    {"id": "driver", "completedTasks": 0}, {"id": "0", "completedTasks": 1200}, {"id": "1", "completedTasks": 34}]}
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(json.dumps(PAGES[self.path]).encode())
server = http.server.HTTPServer(("127.0.0.1", int(settings["spark.ui.port"])), Page)
door = socket.create_server(("127.0.0.1", int(settings["spark.connect.grpc.binding.port"])))
server.serve_forever()
"""


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the player writes its process id and its words."""
    monkeypatch.setenv("NOTE", str(tmp_path / "note"))
    return tmp_path / "note"


def environment_of_spark(tmp_path: Path, player: str) -> str:
    """A python that says where pyspark is, and there a spark-submit of its own."""
    program(tmp_path / "home/bin/spark-submit", f"#!{sys.executable}\n{player}")
    return str(program(tmp_path / "python", f"#!/bin/sh\necho {tmp_path / 'home'}\n"))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def process_in(note: Path) -> int:
    return int(note.read_text(encoding="utf-8").split()[0])


def test_the_server_has_two_executors_and_the_tables_of_the_company(tmp_path: Path, note: Path) -> None:
    with running_cluster("acme", environment_of_spark(tmp_path, PLAYER), tmp_path) as cluster:
        assert executor_line(cluster) == "2 executors: 0 finished 1,200 tasks, 1 finished 34 tasks"
        assert cluster.address == f"sc://127.0.0.1:{cluster.port}"
    words = note.read_text(encoding="utf-8")
    assert "--master local-cluster[2,1,1024]" in words
    assert "spark.sql.session.timeZone=UTC" in words
    assert f"spark.sql.warehouse.dir={tmp_path}/build/spark_warehouse/acme/warehouse" in words


def broken_off(tmp_path: Path, note: Path) -> None:
    with running_cluster("acme", environment_of_spark(tmp_path, PLAYER), tmp_path):
        assert is_running(process_in(note))
        raise RuntimeError


def test_the_server_is_ended_also_where_the_comparison_breaks_off(tmp_path: Path, note: Path) -> None:
    with pytest.raises(RuntimeError):
        broken_off(tmp_path, note)
    assert not is_running(process_in(note))


def test_a_server_that_does_not_come_up_is_said_and_not_waited_for(tmp_path: Path, note: Path) -> None:
    python = environment_of_spark(tmp_path, "print('no room')\n")
    with pytest.raises(ClusterError, match=r"acme\.connect\.log"), running_cluster("acme", python, tmp_path):
        pass
    assert (tmp_path / "build/acme.connect.log").read_text(encoding="utf-8") == "no room\n"
