"""Builds of the part that is kept by landed day, one after the other in one build file: a copy of the sample whose raw events a test lands."""

from pathlib import Path
from typing import Any, ClassVar

from python_checks.tests.kept_build import KeptBuild, sample_copied

KEPT = ("base_usage__events", "stg_usage__event_counts", "stg_usage__feature_days", "stg_usage__user_days")
COMPARED = {
    **{f"staging.{table}": f"from staging.{table}" for table in (*KEPT, "stg_usage__event_versions", "stg_usage__events")},
    "staging.base_usage__event_days": "select landed_on, day_version, landed_rows from staging.base_usage__event_days where landed_rows > 0",
    "intermediate.int_usage_user_days": "from intermediate.int_usage_user_days",
    "intermediate.int_usage_feature_days": "from intermediate.int_usage_feature_days",
    "quality.source_days": "from quality.source_days",
}
"""Every table whose rows must be those of a full rebuild, and how they are read. What a build held before is no part of it."""
COLUMNS = "event_id, account_id, user_id, event_name, occurred_at, feature_key, quantity, loaded_at, source_relation"


class EventDays(KeptBuild):
    """Raw rows are landed by SQL; `pool` is what may be delivered."""

    compared: ClassVar[dict[str, str]] = COMPARED
    selected: ClassVar[tuple[str, ...]] = (
        "base_usage__event_days", *KEPT, "stg_usage__event_versions", "stg_usage__events", "int_usage_user_days", "int_usage_feature_days", "landed_rows",
        "source_days",
    )  # fmt: skip

    def failing_rows(self, test: str) -> list[tuple[Any, ...]]:
        """What a data test of its own file finds in the build."""
        return self.sql(self.compiled(test))

    def mark(self, day: str) -> None:
        """Something only a day that is not read again goes on saying."""
        self.sql(f"update staging.base_usage__events set line_key = 'marked' where landed_on = '{day}'")

    def is_marked(self, day: str) -> bool:
        """True where the day was not read again since it was marked."""
        return self.sql(f"select count(*) from staging.base_usage__events where landed_on = '{day}' and line_key = 'marked'") != [(0,)]


def event_days(folder: Path) -> EventDays:
    """A copy of the sample with the raw events of May and June 2026 in `pool`, none of them landed."""
    days = EventDays(sample_copied(folder))
    days.sql(
        f"create table pool as select {COLUMNS} from raw.raw_usage__events where occurred_at >= '2026-05-01'",
        f"create or replace table raw.raw_usage__events as select {COLUMNS} from pool where false",
        "create table kept_keys as from staging.stg_crm__account_keys",
    )
    return days
