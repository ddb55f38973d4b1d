"""A Spark cluster of this machine for a try: a Spark Connect server with two executor processes, up for as long as somebody compares with it."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from python_checks.project import ROOT, read_yaml

MASTER = "local-cluster[2,1,1024]"
"""Two executors of one core and 1024 MB each: processes of their own, as on a real cluster, and not threads of the driver."""
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
JAVA = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -XX:+UseSerialGC"
SECONDS_TO_START = 180
SECONDS_TO_END = 60


class ClusterError(Exception):
    """The server did not come up; the message says where it said why."""


@dataclass(frozen=True)
class Cluster:
    """A running server: where dbt reaches it, and the port of the page on which it counts what its executors did."""

    port: int
    page: int

    @property
    def address(self) -> str:
        """As HEALTH_SPARK_REMOTE wants it."""
        return f"sc://127.0.0.1:{self.port}"

    def executors(self) -> dict[str, int]:
        """The finished tasks of every executor process; the driver, which runs none, is not among them."""
        applications = self._ask("applications")
        found = self._ask(f"applications/{applications[0]['id']}/allexecutors")
        return {each["id"]: each["completedTasks"] for each in found if each["id"] != "driver"}

    def _ask(self, path: str) -> Any:
        with urlopen(f"http://127.0.0.1:{self.page}/api/v1/{path}", timeout=30) as answer:
            return json.load(answer)


@contextmanager
def running_cluster(company: str, python: str, root: Path = ROOT) -> Iterator[Cluster]:
    """Starts a server whose catalogue and tables are the company's, waits for it, and ends that very process afterwards.

    Raises ClusterError where it does not come up; what it says is in build/<company>.connect.log.
    """
    found = Cluster(_free_port(), _free_port())
    home = subprocess.run([python, "-c", "import pyspark; print(pyspark.__path__[0])"], capture_output=True, text=True, check=True).stdout.strip()
    log = root / "build" / f"{company}.connect.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "SPARK_HOME": home, "SPARK_LOCAL_IP": "127.0.0.1"}
    with log.open("wb") as said:
        # A group of its own: an interrupt of the keyboard reaches dbt alone, and the server is ended here.
        server = subprocess.Popen(
            _command(home, found, root / "build/spark_warehouse" / company), stdout=said, stderr=said, env=environment, start_new_session=True
        )
        try:
            _wait(server, found.port, log)
            yield found
        finally:
            _end(server)


def _command(home: str, found: Cluster, folder: Path) -> list[str]:
    settings = settings_in_process() | {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": found.port,
        "spark.ui.port": found.page,
        "spark.sql.catalogImplementation": "hive",
        "spark.sql.warehouse.dir": folder / "warehouse",
        # No task starts before both executors are there.
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.executor.extraJavaOptions": JAVA,
    }
    words = [f"{home}/bin/spark-submit", "--class", SERVER, "--master", MASTER]
    for name, value in settings.items():
        words += ["--conf", f"{name}={value}"]
    return [*words, "--driver-java-options", f"{JAVA} -Dderby.system.home={folder / 'catalogue'}"]


def settings_in_process() -> dict[str, Any]:
    """What profiles.yml says of Spark inside the process, for small data and for equal results; not what says where it is."""
    said = read_yaml(ROOT / "profiles.yml")["account_health"]["outputs"]["spark"]["server_side_parameters"]
    return {name: value for name, value in said.items() if "{{" not in value and not name.startswith(("spark.master", "spark.ui."))}


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise ClusterError(f"The Spark Connect server did not come up: see {log}.")


def _end(server: "subprocess.Popen[bytes]") -> None:
    """The driver ends its executors when it is asked to end."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
