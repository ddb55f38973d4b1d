"""The words suites are written in: a promise is one expectation of one column, how bad it is when broken, why it matters and how to fix it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from python_checks.expectations.evidence import Known, least, most

WHOLE_TABLE = "*"
"""Column of a promise that speaks of the table as a whole."""


class Severity(StrEnum):
    """Critical stops the release; a warning is reported."""

    CRITICAL = "critical"
    WARNING = "warning"


CRITICAL, WARNING = Severity.CRITICAL, Severity.WARNING


@dataclass(frozen=True)
class Promise:
    """One expectation, by Great Expectations' own name. An argument may be a Known, which is looked up when the promise is judged."""

    expectation: str
    column: str
    severity: Severity
    why: str
    remedy: str
    arguments: Mapping[str, Any]
    speaks_of_values: bool = True


@dataclass(frozen=True)
class Part:
    """Promises about the rows of one query. Tables stand in braces: select ... from {stg_crm__accounts}."""

    query: str
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class Suite:
    """All promises about one table. Without an owner it belongs to the owner of the raw table in the seed data_sources."""

    name: str
    table: str
    parts: tuple[Part, ...]
    owner: str | None = None

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Every promise, in the order of the parts."""
        return tuple(promise for part in self.parts for promise in part.promises)


def filled(column: str, severity: Severity, why: str, remedy: str, mostly: float | Known = 1.0) -> Promise:
    """No row without a value, or at most a share of them."""
    arguments = {"column": column, "mostly": mostly}
    return Promise("expect_column_values_to_not_be_null", column, severity, why, remedy, arguments, speaks_of_values=False)


def unique(columns: str, severity: Severity, why: str, remedy: str) -> Promise:
    """No two rows with the same value, or with the same values of several columns (a, b)."""
    names = columns.split(", ")
    if len(names) == 1:
        return Promise("expect_column_values_to_be_unique", columns, severity, why, remedy, {"column": columns})
    return Promise("expect_compound_columns_to_be_unique", columns, severity, why, remedy, {"column_list": names})


def one_of(column: str, words: Known | list[Any], severity: Severity, why: str, remedy: str, mostly: float | Known = 1.0) -> Promise:
    """Only known words."""
    arguments = {"column": column, "value_set": words, "mostly": mostly}
    return Promise("expect_column_values_to_be_in_set", column, severity, why, remedy, arguments)


def within(column: str, limit: str, severity: Severity, why: str, remedy: str, mostly: float | Known = 1.0) -> Promise:
    """Every value between least and most of a row of the seed expectation_limits."""
    return between(column, least(limit), most(limit), severity, why, remedy, mostly)


def between(column: str, low: Any, high: Any, severity: Severity, why: str, remedy: str, mostly: float | Known = 1.0) -> Promise:
    """Every value between two bounds, the bounds included; None leaves an end open."""
    arguments = {"column": column, "min_value": low, "max_value": high, "mostly": mostly}
    return Promise("expect_column_values_to_be_between", column, severity, why, remedy, arguments)


def not_before(later: str, earlier: str, severity: Severity, why: str, remedy: str, mostly: float | Known = 1.0) -> Promise:
    """The first column is at least the second, wherever both are there."""
    arguments = {"column_A": later, "column_B": earlier, "or_equal": True, "ignore_row_if": "either_value_is_missing", "mostly": mostly}
    return Promise("expect_column_pair_values_a_to_be_greater_than_b", f"{later}, {earlier}", severity, why, remedy, arguments)


def same(one: str, other: str, severity: Severity, why: str, remedy: str) -> Promise:
    """Two columns agree in every row."""
    arguments = {"column_A": one, "column_B": other, "ignore_row_if": "neither"}
    return Promise("expect_column_pair_values_to_be_equal", f"{one}, {other}", severity, why, remedy, arguments)


def matches(column: str, regex: str, severity: Severity, why: str, remedy: str, mostly: float | Known = 1.0) -> Promise:
    """Every value has the form of a regular expression."""
    return Promise("expect_column_values_to_match_regex", column, severity, why, remedy, {"column": column, "regex": regex, "mostly": mostly})


def never_matches(column: str, regex: str, severity: Severity, why: str, remedy: str) -> Promise:
    """No value holds what a regular expression looks for."""
    return Promise("expect_column_values_to_not_match_regex", column, severity, why, remedy, {"column": column, "regex": regex})


def has_rows(severity: Severity, why: str, remedy: str, low: Any = 1, high: Any = None) -> Promise:
    """A number of rows; without bounds, at least one."""
    arguments = {"min_value": low, "max_value": high}
    return Promise("expect_table_row_count_to_be_between", WHOLE_TABLE, severity, why, remedy, arguments, speaks_of_values=False)


def has_columns(columns: Known, severity: Severity, why: str, remedy: str) -> Promise:
    """Exactly these columns."""
    arguments = {"column_set": columns, "exact_match": True}
    return Promise("expect_table_columns_to_match_set", WHOLE_TABLE, severity, why, remedy, arguments, speaks_of_values=False)


def holds(column: str, words: Known, severity: Severity, why: str, remedy: str) -> Promise:
    """Every one of these words is there."""
    return Promise("expect_column_distinct_values_to_contain_set", column, severity, why, remedy, {"column": column, "value_set": words})


def distinct(column: str, low: Any, high: Any, severity: Severity, why: str, remedy: str) -> Promise:
    """So many different values."""
    return Promise("expect_column_unique_value_count_to_be_between", column, severity, why, remedy, {"column": column, "min_value": low, "max_value": high})


def figure(kind: str, column: str, low: Any, high: Any, severity: Severity, why: str, remedy: str) -> Promise:
    """The mean, sum, stdev, min or max of a column between two bounds."""
    arguments = {"column": column, "min_value": low, "max_value": high}
    return Promise(f"expect_column_{kind}_to_be_between", column, severity, why, remedy, arguments)


def like_before(column: str, partition: Known, divergence: str, severity: Severity, why: str, remedy: str) -> Promise:
    """The shares of the words are close to those of the last release (Kullback-Leibler divergence)."""
    arguments = {"column": column, "partition_object": partition, "threshold": most(divergence), "tail_weight_holdout": 1e-6}
    return Promise("expect_column_kl_divergence_to_be_less_than", column, severity, why, remedy, arguments)
