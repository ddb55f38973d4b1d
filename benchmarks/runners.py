"""The contenders: how each is run over a landing folder, and which published tables it answers."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.compare import TABLES
from benchmarks.contenders import FRAME_TABLES
from benchmarks.split import node_seconds

PROJECT = Path(__file__).parent.parent
FRAMES_PYTHON = PROJECT / ".venv-bench" / "bin" / "python"


@dataclass(frozen=True)
class Contender:
    """Something that is timed. `tables` is what it answers; an alternative is what people would use instead of this project."""

    name: str
    module: str
    tables: tuple[str, ...] = ()
    is_alternative: bool = False

    def command(self, landing: Path, answer: Path) -> list[str]:
        """What runs it, with the folder its answer goes to."""
        if self == OURS:
            return [sys.executable, "-m", self.module, "build", "--landing", str(landing)]
        python = FRAMES_PYTHON if self.is_alternative else Path(sys.executable)
        return [str(python), "-m", self.module, str(landing), "seeds", str(answer)]

    def answer(self, landing: Path, folder: Path) -> Path:
        """The folder of its Parquet files, one a table; ours is what readers of the release see."""
        if self == OURS:
            return PROJECT / "releases" / landing.name / "current" / "published"
        return folder / "answers" / landing.name / self.name.replace(" ", "_")


OURS = Contender("ours", "python_checks", TABLES)
BY_HAND = Contender("by hand", "benchmarks.contenders.by_hand", TABLES)
SCAN = Contender("raw scan", "benchmarks.contenders.scan")
PANDAS = Contender("pandas", "benchmarks.contenders.in_pandas", FRAME_TABLES, is_alternative=True)
POLARS = Contender("polars", "benchmarks.contenders.in_polars", FRAME_TABLES, is_alternative=True)
FEW: tuple[Contender, ...] = (OURS, BY_HAND, SCAN)
ALL: tuple[Contender, ...] = (*FEW, PANDAS, POLARS)


class MissingEnvironmentError(RuntimeError):
    """A contender whose packages are not installed."""


def assert_installed(contenders: Sequence[Contender]) -> None:
    """Raises MissingEnvironmentError where pandas or polars shall run and their environment is missing."""
    if any(contender.is_alternative for contender in contenders) and not FRAMES_PYTHON.exists():
        raise MissingEnvironmentError(f"{FRAMES_PYTHON.parent.parent.name} is missing: ./run bench makes it from benchmarks/contenders/requirements.lock.")


def forget(name: str) -> None:
    """Removes the build file and the releases of a generated company, and nothing else: a build beside an earlier one would be another task."""
    if not name.startswith("bench_"):
        raise ValueError("only generated companies are forgotten")
    for path in (PROJECT / "build").glob(f"{name}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(PROJECT / "releases" / name, ignore_errors=True)


def last_node_seconds() -> dict[str, float]:
    """Seconds on the clock of every node of the build that just ended."""
    return node_seconds(PROJECT / "target" / "run_results.json")


def frame_versions() -> str:
    """'pandas 1.2.3, polars 1.2.3' as the lock file names them."""
    lines = (PROJECT / "benchmarks" / "contenders" / "requirements.lock").read_text().splitlines()
    pinned = dict(line.split()[0].split("==") for line in lines if "==" in line)
    return ", ".join(f"{name} {pinned[name]}" for name in ("pandas", "polars"))
