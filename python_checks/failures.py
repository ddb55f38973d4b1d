"""Says what failed in a build and how to correct it, from the tests' own words. Values of account data are never printed."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from python_checks.exit_map import GUARD_MARK, PREFLIGHT, NodeResult, exit_of
from python_checks.exits import Exit
from python_checks.hidden_values import QUOTING
from python_checks.problems import counted

MOST_ROWS = 10
MOST_SENTENCES = 20
"""What fits on a screen; whatever failed beyond it is in quality.check_history."""
MAY_BE_PRINTED = "(file like 'seeds/scoring%' or file like 'seeds/reference/%' or file = 'models/published')"
"""Stored rows that hold no account data, by their file (macros/say_failed_checks.sql says the same)."""


def failure_sentences(results: Iterable[NodeResult], build_file: Path | None) -> list[str]:
    """One or a few sentences per failed node, the worst kind first. `build_file` is a DuckDB file to look up the stored rows of failed tests."""
    failed = [result for result in results if exit_of(result) is not Exit.DONE]
    order = {Exit.BAD_INPUT: 0, Exit.FAILED: 1, Exit.BLOCKED: 2}
    sentences: list[str] = []
    connection = duckdb.connect(str(build_file), read_only=True) if build_file and build_file.is_file() else None
    for result in sorted(failed, key=lambda each: (order[exit_of(each)], each.path, each.name)):
        is_test = result.kind == "test" and result.status == "fail"
        sentences += _test_sentences(result, connection) if is_test else _error_sentences(result)
    if connection:
        connection.close()
    said = list(dict.fromkeys(sentences))
    rest = len(said) - MOST_SENTENCES
    return said[:MOST_SENTENCES] + ([f"... and {counted(rest, 'finding')} more: every failed check is in quality.check_history."] if rest > 0 else [])


def _test_sentences(result: NodeResult, connection: duckdb.DuckDBPyConnection | None) -> list[str]:
    found = _stored_problems(result, connection)
    if found:
        rest = (result.failures or 0) - len(found)
        return found + ([f"... and {counted(rest, 'row')} more of this kind in {_plain(result.relation)}."] if rest > 0 else [])
    said = " ".join(result.description.split()).split(". ")[0].rstrip(".") or result.name.replace("_", " ")
    where = f", rows in {_plain(result.relation)}" if result.relation else ""
    owner = _owner(result, connection)
    return [f"{said} ({counted(result.failures or 0, 'row')}, test {result.name}{where}{f', for {owner}' if owner else ''})."]


def _owner(result: NodeResult, connection: duckdb.DuckDBPyConnection | None) -> str:
    """Team and channel that answer for the test, as the history of checks says; empty where there is none."""
    query = "select owner_name || coalesce(' ' || owner_channel, '') from quality.check_history where check_key = ? order by run_started_at desc limit 1"
    try:
        row = connection.execute(query, [result.name]).fetchone() if connection else None
    except duckdb.Error:
        return ""
    return (row[0] if row else None) or ""


def _stored_problems(result: NodeResult, connection: duckdb.DuckDBPyConnection | None) -> list[str]:
    """Rows of a rulebook test: file, key, problem and remedy as the test wrote them. Empty for tests of account data."""
    if connection is None or not result.relation:
        return []
    columns = "file, row_key, problem, remedy"
    try:
        rows = connection.execute(f"select {columns} from {result.relation} where {MAY_BE_PRINTED} order by all limit {MOST_ROWS}").fetchall()
    except duckdb.Error:
        return []
    return [_problem_sentence(*row) for row in rows]


def _problem_sentence(file: str, row_key: str | None, problem: str | None, remedy: str | None) -> str:
    where = " ".join(filter(None, [file, row_key]))
    what = ": ".join(filter(None, [where, problem])).rstrip(".")
    return f"{what}. {remedy}" if remedy else f"{what}."


def _error_sentences(result: NodeResult) -> list[str]:
    lines = [line.strip() for line in result.message.splitlines() if line.strip()]
    if result.path.startswith(PREFLIGHT):
        said = [line.removeprefix("python_checks.problems.InputError: ").removeprefix("- ") for line in lines if _is_preflight_sentence(line)]
        return said or [f"The preflight itself failed: see logs/dbt.log ({result.path})."]
    if GUARD_MARK in result.message:
        return [next(line for line in lines if GUARD_MARK in line)]
    if any(kind in result.message for kind in QUOTING):
        return [f"{result.kind} {result.name} failed on a value it did not expect: see {result.path} and logs/dbt.log."]
    first = next((line for line in lines if not line.startswith(("Runtime Error in", "Compilation Error in", "Database Error in"))), "no message")
    return [f"{result.kind} {result.name} failed ({result.path}): {first}"]


def _is_preflight_sentence(line: str) -> bool:
    return line.startswith(("- ", "python_checks.problems.InputError: - "))


def _plain(relation: str | None) -> str:
    """A relation's name without quotes and database: test_failures.x."""
    return ".".join((relation or "").replace('"', "").split(".")[-2:])
