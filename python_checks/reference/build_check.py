"""Recomputes what a build says of its accounts now, and counts the figures that differ."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from hashlib import md5
from typing import Any

from python_checks.reference.comparison import Comparison, compare, scores
from python_checks.reference.inputs import Inputs, Landed, MeasuredValue, Override, Row, SpineRow
from python_checks.reference.scorer import score

MOST_ACCOUNTS = 500
"""Accounts that are recomputed; of more, those whose ids hash lowest, so that the sample is the same for the same accounts."""
SEEDS = (
    "confidence_levels",
    "curves",
    "factor_weights",
    "health_bands",
    "lifecycle_stages",
    "measure_requirements",
    "measure_rules",
    "measure_weights",
    "measures",
    "score_exceptions",
    "scorecards",
    "scoring_models",
)
PLACES = {
    "rulebook": SEEDS,
    "intermediate": ("int_account_spine", "int_measured_values"),
    "staging": ("preflight", "stg_crm__score_overrides"),
    "marts": ("fct_account_scores", "fct_measure_scores", "fct_factor_scores"),
}
"""Where a build file has the tables that are read."""
Tables = Mapping[str, Any]
"""DuckDB relations by table name."""


def check_build(connection: Any) -> Comparison:
    """Recomputes the champions' rows of the current date of a build file; `connection` is a DuckDB connection to it."""
    return check_tables({table: connection.sql(f"select * from {schema}.{table}") for schema, tables in PLACES.items() for table in tables})


def check_relation(session: Any, tables: Tables) -> Any:
    """The counts as a relation of the session: one row per compared figure, none where nothing could be compared."""
    counts = check_tables(tables)
    rows = [(figure, compared, counts.mismatches[figure]) for figure, compared in sorted(counts.compared.items()) if compared]
    rows += [(figure, 0, found) for figure, found in sorted(counts.mismatches.items()) if not counts.compared[figure]]
    return session.sql(
        "select unnest($figures) as figure, cast(unnest($compared) as integer) as compared, cast(unnest($mismatches) as integer) as mismatches",
        params={"figures": [row[0] for row in rows], "compared": [row[1] for row in rows], "mismatches": [row[2] for row in rows]},
    )


def check_tables(tables: Tables) -> Comparison:
    """Recomputes the champions' rows of the current date from the tables of PLACES."""
    spine = _records(tables["int_account_spine"].filter("is_latest_date"), SpineRow)
    if not spine:
        return Comparison()
    as_of_date: date = spine[0].as_of_date
    last_hash = sample_limit([each.account_id for each in spine])
    in_sample = f"md5(account_id) <= '{last_hash}'"
    seeds = {name: _rows(tables[name]) for name in SEEDS}
    values = tables["int_measured_values"].filter(f"as_of_date = date '{as_of_date}'").filter(f"{in_sample} or {_looks_at_others(seeds)}")
    inputs = Inputs(
        rulebook=seeds,
        spine=spine,
        values=_records(values.project("*, measured_value as value"), MeasuredValue),
        landed=_records(tables["preflight"], Landed),
        overrides=_records(tables["stg_crm__score_overrides"].project("*, reason_code as reason"), Override),
    )
    sample = {each.account_id for each in spine if _hash(each.account_id) <= last_hash}
    shown = f"is_champion and as_of_date = date '{as_of_date}' and {in_sample}"
    expected = scores(score(inputs, sample, champions_only=True))
    return compare(expected, lambda mart, columns: tables[mart].filter(shown).project(", ".join(columns)).fetchall())


def sample_limit(account_ids: Collection[str], most: int = MOST_ACCOUNTS) -> str:
    """The greatest hash in the sample: accounts up to it are recomputed."""
    hashes = sorted({_hash(account_id) for account_id in account_ids})
    return hashes[min(most, len(hashes)) - 1]


def _hash(account_id: str) -> str:
    return md5(account_id.encode(), usedforsecurity=False).hexdigest()


def _looks_at_others(seeds: Mapping[str, Sequence[Row]]) -> str:
    """A condition for the measures that are compared with other accounts: of those, everybody's value is needed."""
    rules = seeds["measure_rules"]
    keys = sorted({row["measure_key"] for row in rules if row["basis"] == "peer" or row["missing_policy"] == "cohort_median"})
    listed = ", ".join("'" + key.replace("'", "''") + "'" for key in keys)
    return f"measure_key in ({listed})" if keys else "false"


def _rows(relation: Any) -> list[dict[str, Any]]:
    columns = relation.columns
    return [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]


def _records(relation: Any, kind: Any) -> list[Any]:
    """The rows of a relation as records of a kind, by column name."""
    return [kind(*row) for row in relation.project(", ".join(kind.__slots__)).fetchall()]
