"""A copied project with one audited release of a clean company, put back to that state before every build."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_checks.faults.companies import available
from python_checks.faults.facts import Facts, release_problems
from python_checks.faults.grid import Scene
from python_checks.project import ROOT

LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv*", "spark_warehouse", "target", "logs", "releases", "*.duckdb", "*.lock", "__pycache__", ".*_cache", ".hypothesis"
)
DBT_STARTS = "dbt starts"
"""What `./run build` says once the preflight is through: from here on files of the build change."""
PARSED = ("partial_parse.msgpack", "perf_info.json", "graph.gpickle")


@dataclass
class Ran:
    """How a build ended: exit code, seconds on the clock and of the processor, everything it printed."""

    exit: int
    seconds: float
    processor: float
    output: str


@dataclass
class Ground:
    """One worker's copy of the project, its process that builds, and per company what was there after the clean build."""

    folder: Path
    _process: subprocess.Popen[str] | None = None
    bases: dict[str, Facts] = field(default_factory=dict)
    _untouched: str = ""

    @property
    def workspace(self) -> Path:
        """The copied project."""
        return self.folder / "project"

    def prepare(self) -> None:
        """Copies the project and starts the process that builds in it."""
        shutil.copytree(ROOT, self.workspace, ignore=LEFT_BEHIND, dirs_exist_ok=True)
        shutil.copytree(self.workspace / "seeds", self.folder / "kept/seeds")
        shutil.copyfile(self.workspace / "dbt_project.yml", self.folder / "kept/dbt_project.yml")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("HEALTH_", "DBT_", "PYTEST_"))}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "python_checks.faults.worker"],
            cwd=self.workspace,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def scene(self, company: str) -> Scene:
        """The company as it was after its clean build: project, landing folder, build file and releases. Builds it first where it was never built."""
        if company not in self.bases:
            self._make_base(company)
        self._restore(company)
        return Scene(self.folder / "landing" / company, self.workspace, company)

    def build(self, scene: Scene, *arguments: str, **disturbance: object) -> Ran:
        """`./run build` of the scene."""
        log = self.folder / "build.log"
        log.write_text("", encoding="utf-8")
        called = ["build", "--landing", str(scene.landing), *scene.arguments, *arguments]
        job = {"arguments": called, "environment": scene.environment, "log": str(log), **disturbance}
        answer = self._ask(job)
        output = log.read_text(encoding="utf-8", errors="replace")
        self._untouched = "" if DBT_STARTS in output else self._untouched
        return Ran(answer["exit"], answer["seconds"], answer["processor"], output)

    def released(self, company: str) -> dict[str, str]:
        """What readers see: the hash of every file of the current release, and its name."""
        current = self.workspace / "releases" / company / "current"
        if not current.exists():
            return {}
        files = {str(path.relative_to(current)): _hash(path) for path in sorted(current.rglob("*")) if path.is_file()}
        return files | {"current": str(current.readlink())}

    def close(self) -> None:
        """Ends the process that builds, and a build that is still running."""
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait()

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        if not self._process or not self._process.stdin or not self._process.stdout:
            raise RuntimeError("the ground is not prepared")
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def _make_base(self, company: str) -> None:
        clean = self.folder / "kept" / company
        available()[company](clean / "landing")
        self._restore_landing(company)
        ran = self.build(Scene(self.folder / "landing" / company, self.workspace, company))
        if ran.exit != 0 or release_problems(self.workspace / "releases" / company / "current"):
            raise RuntimeError(f"the clean build of {company} ended with {ran.exit}:\n{ran.output}")
        self.bases[company] = Facts(self.workspace, company).load()
        for path in (self.workspace / "build").glob(f"{company}.duckdb*"):
            shutil.copyfile(path, clean / path.name)
        shutil.copytree(self.workspace / "releases" / company, clean / "releases", symlinks=True)
        for name in PARSED:
            if (self.workspace / "target" / name).is_file():
                shutil.copyfile(self.workspace / "target" / name, clean / name)

    def _restore(self, company: str) -> None:
        _same_files(self.folder / "kept/seeds", self.workspace / "seeds")
        shutil.copyfile(self.folder / "kept/dbt_project.yml", self.workspace / "dbt_project.yml")
        self._restore_landing(company)
        if self._untouched != company:
            self._restore_built(company)
            self._untouched = company

    def _restore_built(self, company: str) -> None:
        """Build file, releases and what dbt has parsed."""
        clean = self.folder / "kept" / company
        for path in (self.workspace / "build").glob(f"{company}[._]*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in clean.glob(f"{company}.duckdb*"):
            shutil.copyfile(path, self.workspace / "build" / path.name)
        shutil.rmtree(self.workspace / "releases" / company, ignore_errors=True)
        shutil.copytree(clean / "releases", self.workspace / "releases" / company, symlinks=True)
        for name in PARSED:
            if (clean / name).is_file():
                shutil.copyfile(clean / name, self.workspace / "target" / name)

    def _restore_landing(self, company: str) -> None:
        landing = self.folder / "landing" / company
        shutil.rmtree(landing, ignore_errors=True)
        shutil.copytree(self.folder / "kept" / company / "landing", landing)


def _same_files(kept: Path, copied: Path) -> None:
    """Puts back what a fault has changed, and only that: dbt looks again at what is newer."""
    for path in kept.rglob("*"):
        other = copied / path.relative_to(kept)
        if path.is_file() and (not other.is_file() or other.read_bytes() != path.read_bytes()):
            shutil.copyfile(path, other)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
