"""What the contenders of data frames write: three of the published tables, in the types of ours."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import yaml

from benchmarks.contenders import FRAME_TABLES

# Whole numbers become decimals of so many digits and decimals by moving the point.
DECIMALS = {"arr": (18, 2), "arr_at_risk": (18, 2), "health_score_exact": (9, 6), "coverage": (5, 4)} | dict.fromkeys(
    ("health_score", "computed_score", "score_low", "score_high", "previous_health_score", "score_change", "restated_score"), (4, 1)
)
DAYS = ("as_of_date", "renews_on", "override_expires_on")


def as_of_dates(landing: Path) -> list[date]:
    """The 26 Mondays before the current date, and the current date itself."""
    current: date = yaml.safe_load((landing / "landing.yml").read_text())["as_of_date"]
    monday = current - timedelta(days=current.weekday() or 7)
    return [*(monday - timedelta(weeks=week) for week in range(25, -1, -1)), current]


def written(answer: Path, history: pa.Table, health: pa.Table) -> None:
    """Writes both objectives, and of the health of accounts the first alone too."""
    answer.mkdir(parents=True, exist_ok=True)
    history, health = typed(history), typed(health)
    primary = health.filter(pa.compute.equal(health["objective_key"], "retention"))
    for name, table in zip(FRAME_TABLES, (primary, health, history), strict=True):
        pq.write_table(table, answer / f"{name}.parquet")


def typed(table: pa.Table) -> pa.Table:
    """Scores, money and days in the types they are published in; the rest as it is."""
    for at, name in enumerate(table.column_names):
        if name in DECIMALS:
            table = table.set_column(at, name, decimals(table[name], *DECIMALS[name]))
        elif name in DAYS:
            table = table.set_column(at, name, table[name].cast(pa.date32()))
    return table


def decimals(column: Any, digits: int, places: int) -> pa.ChunkedArray:
    """12345 with 2 places is 123.45: the same bytes, read as a decimal with so many places."""
    chunks = [chunk.cast(pa.decimal128(38, 0)) for chunk in column.cast(pa.int64()).chunks]
    moved = [pa.Array.from_buffers(pa.decimal128(38, places), len(chunk), chunk.buffers()) for chunk in chunks]
    return pa.chunked_array(moved, pa.decimal128(38, places)).cast(pa.decimal128(digits, places))
