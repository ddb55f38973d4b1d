"""What a build left behind, as figures: quarantine and scorecard in the build file, the published tables in the release readers see."""

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

Rows = list[tuple[Any, ...]]


class Facts:
    """Reads lazily; a table that is not there has no rows."""

    def __init__(self, workspace: Path, company: str) -> None:
        self.build_file = workspace / "build" / f"{company}.duckdb"
        self.release = workspace / "releases" / company / "current"

    def load(self) -> "Facts":
        """Reads everything now: the files are put back for the next build."""
        for name in ("quarantine", "scorecard", "accounts", "states", "conflicts", "release_id"):
            getattr(self, name)
        return self

    @cached_property
    def release_id(self) -> str:
        """The release readers see."""
        return str(self.release.readlink()) if self.release.is_symlink() else ""

    @cached_property
    def quarantine(self) -> dict[tuple[str, str], int]:
        """(table, reason) -> rows."""
        rows = self.built("select source_name || '.' || table_name, reject_reason, count(*) from quality.quarantine group by all")
        return {(table, reason): count for table, reason, count in rows}

    @cached_property
    def scorecard(self) -> dict[str, dict[str, Any]]:
        """Table -> its row of quality.source_scorecard."""
        columns = [row[0] for row in self.built("describe quality.source_scorecard")]
        rows = self.built("select * from quality.source_scorecard")
        named = [dict(zip(columns, row, strict=True)) for row in rows]
        return {f"{row['source_name']}.{row['table_name']}": row for row in named}

    @cached_property
    def conflicts(self) -> dict[str, int]:
        """Table -> keys that came with different attributes."""
        return dict(self.built("select source_name || '.' || table_name, count(*) from quality.key_conflicts group by 1"))

    @cached_property
    def accounts(self) -> dict[str, dict[str, Any]]:
        """Account -> its row of published.account_health_v1."""
        columns = [row[0] for row in self.published("describe published.account_health_v1")]
        rows = self.published("select * from published.account_health_v1")
        return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}

    @cached_property
    def states(self) -> dict[str, set[str]]:
        """Measure -> the states it has among the published accounts."""
        rows = self.published("select measure_key, list(distinct state) from published.account_health_drivers_v1 where state is not null group by 1")
        return {measure: set(states) for measure, states in rows}

    def built(self, sql: str) -> Rows:
        """Rows of a query on the build file."""
        return _rows(self.build_file, sql)

    def published(self, sql: str) -> Rows:
        """Rows of a query on the release readers see."""
        return _rows(self.release / "health.duckdb", sql)


def release_problems(release: Path) -> list[str]:
    """What is incomplete in a release: files of its manifest that are missing or changed, tables with other counts."""
    if not (release / "manifest.json").is_file():
        return ["there is no complete release"]
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    problems = []
    for table, said in manifest["tables"].items():
        path = release / said["file"]
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != said["sha256"]:
            problems.append(f"{said['file']} is not what the manifest says")
        elif _rows(release / "health.duckdb", f"select count(*) from {table}") != [(said["rows"],)]:
            problems.append(f"{table} has another number of rows in health.duckdb")
    return problems


def score_problems(facts: Facts) -> list[str]:
    """What no release may hold, whatever the input was: no account, a score outside 0 to 100, a number that is none."""
    rows = facts.published(
        "select count(*), count(*) filter (where not coalesce(health_score between 0 and 100, true)), "
        "count(*) filter (where (health_score is null) = (score_status = 'scored') and not is_overridden), "
        "count(*) filter (where coverage not between 0 and 1), count(*) filter (where arr < 0) from published.account_health_v1"
    )
    if not rows or rows[0][0] == 0:
        return ["the release has no account"]
    names = ("scores outside 0 to 100", "scores without a scored account or the other way round", "coverages outside 0 to 1", "negative revenues")
    return [f"{count} {name}" for name, count in zip(names, rows[0][1:], strict=True) if count]


def _rows(path: Path, sql: str) -> Rows:
    if not path.is_file():
        return []
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute(sql).fetchall()
    except duckdb.CatalogException:
        return []
