"""The mutation score: every kind of change is what it says, mutants are killed by whom they should, and real ones do not survive."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from python_checks.mutants.campaign import verdicts
from python_checks.mutants.compiled import DataTest, Model, Project, UnitTest, compiled_project
from python_checks.mutants.equivalents import equivalents
from python_checks.mutants.generate import Mutant, Query, mutants_of, sql_of
from python_checks.mutants.judge import Judge
from python_checks.mutants.lines import source_line
from python_checks.mutants.paths import parsed
from python_checks.mutants.sample import sampled
from python_checks.mutants.score import record, tally
from python_checks.mutants.task import all_mutants
from python_checks.problems import InputError
from python_checks.project import ROOT
from python_checks.test_task import COMPANY
from python_checks.tests.test_arithmetic import macros
from python_checks.tests.workspace import run

SEEN = ("fct_confirmed_bands", "int_measure_availability", "int_active_overrides", "int_account_scorecards", "int_measure_states", "int_peer_positions")
"""Models whose real mutants are tried in the suite; all of them are noticed by unit tests, the quickest way."""

# One line per change: the expression, what is done, what stands there now.
CHANGES = """
a < 1                                    | lt to lte                          | a <= 1
a >= 1                                   | gte to gt                          | a > 1
a = b                                    | eq to neq                          | a <> b
a between 1 and 2                        | between without its low end        | (a > 1 AND a <= 2)
a between 1 and 2                        | between without its high end       | (a >= 1 AND a < 2)
a = 1 and b = 2                          | and without its last term          | (a = 1)
a = 1 and b = 2                          | and without its first term         | (b = 2)
a = 1 and b = 2                          | and to or                          | ((a = 1) OR (b = 2))
a + b * 2                                | add to sub                         | (a - (b * 2))
a * b                                    | mul to div                         | (a / b)
abs(0)                                   | constant one less                  | (-1)
abs(0.25)                                | constant one more                  | 0.26
coalesce(is_on, true)                    | false for true                     | FALSE
min(a)                                   | min to max                         | MAX(a)
sum(a)                                   | sum to avg                         | AVG(a)
least(a, b)                              | least to greatest                  | GREATEST(a, b)
case when a then 1 when b then 2 end     | branches 1 and 2 changed for one another | CASE WHEN a THEN 2 WHEN b THEN 1 END
case when a then 1 else 2 end            | last branch and else changed for one another | CASE WHEN a THEN 2 ELSE 1 END
coalesce(a, 0)                           | coalesce without its last default  | a
not a                                    | not left out                       | a
a is null                                | is to is not                       | (NOT a IS NULL)
a is not null                            | not left out                       | (a IS NULL)
round(a, 2)                              | rounded to one place less          | ROUND(a, 1)
cast(a as decimal(9, 6))                 | one decimal less                   | CAST(a AS DECIMAL(9, 5))
a - interval 3 day                       | interval one longer                | INTERVAL '4' DAY
count(distinct a)                        | distinct left out                  | a
row_number() over (partition by a, b)    | without partition term 2           | ROW_NUMBER() OVER (PARTITION BY a)
row_number() over (order by a desc)      | the other direction                | a ASC
row_number() over (order by a nulls last)| nulls at the other end             | a NULLS FIRST
"""
CLAUSES = {
    ("select a from x where a = 1", "where left out"): "SELECT a FROM x",
    ("select a from x group by a having count(*) > 1", "having left out"): "SELECT a FROM x GROUP BY a",
    ("select a from x inner join y on x.b = y.b", "inner join to left"): "SELECT a FROM x LEFT JOIN y ON x.b = y.b",
    ("select a from x left join y on x.b = y.b", "left join to inner"): "SELECT a FROM x INNER JOIN y ON x.b = y.b",
    ("with z as (select a from x union all select a from y) select a from z", "union all to union"): (
        "WITH z AS (SELECT a FROM x UNION SELECT a FROM y) SELECT a FROM z"
    ),
    ("with z as (select distinct a from x) select a from z", "distinct left out"): "WITH z AS (SELECT a FROM x) SELECT a FROM z",
}


@pytest.mark.parametrize("line", CHANGES.strip().splitlines())
def test_a_change_is_what_it_says(line: str) -> None:
    written, change, after = (part.strip() for part in line.split("|"))
    found = {mutant.change: mutant.after for mutant in mutants_of("m", parsed(f"select {written} as it from x"))}
    assert found[change] == after


@pytest.mark.parametrize(("written", "change"), CLAUSES)
def test_a_changed_clause_makes_the_query_that_it_says(written: str, change: str) -> None:
    query = Query(parsed(written))
    mutant = next(each for each in mutants_of("m", query.tree) if each.change == change)
    assert query.mutated(mutant) == CLAUSES[written, change]
    assert sql_of(query.tree) == sql_of(parsed(written)) == query.text, "the model itself stays as it is"


def test_what_changes_nothing_or_is_not_written_is_no_mutant() -> None:
    assert "nulls at the other end" not in {each.change for each in mutants_of("m", parsed("select a from x order by a desc"))}
    assert mutants_of("m", parsed("select case when a then 'x' else 'x' end as it from y")) == []


def test_what_a_macro_repeats_changes_everywhere_at_once() -> None:
    hashed = Query(parsed("select md5(coalesce(cast(a as text), chr(30)) || coalesce(cast(b as text), chr(30))) as it from x"))
    (only,) = mutants_of("m", hashed.tree)
    assert (hashed.mutated(only) or "").count("COALESCE") == 0
    quotient = Query(parsed(f"select {macros('duckdb').exact_quotient('a + b', 'c', 4)} as it from x"))
    (only,) = mutants_of("m", quotient.tree)
    assert only.change == "add to sub"
    assert (quotient.mutated(only) or "").count("a - b") == quotient.text.count("a + b") > 1, "and nothing of the macro itself is a place for a mutant"


def test_what_a_macro_writes_for_many_columns_changes_in_all_of_them() -> None:
    sql = "select coalesce(a, 0) as a, coalesce(b, 0) as b, coalesce(c, 0) as c from x"
    query = Query(parsed(sql))
    by_macro = [each for each in mutants_of("m", query.tree, sql, "select {{ filled(['a', 'b', 'c']) }} from x") if each.operator == "default"]
    by_hand = [each for each in mutants_of("m", query.tree, sql, sql) if each.operator == "default"]
    assert [query.mutated(each) for each in by_macro] == ["SELECT a AS a, b AS b, c AS c FROM x"]
    assert len(by_hand) == 3


def test_a_line_that_a_macro_wrote_has_the_line_of_the_call(tmp_path: Path) -> None:
    source = tmp_path / "m.sql"
    source.write_text("select\n    a,\n    {{ days(b) }} as days\nfrom x\n", encoding="utf-8")
    compiled = "select\n    a,\n    case\n        when b then 1\n    end as days\nfrom x\n"
    assert [source_line(source, compiled, line) for line in (1, 2, 4, 6)] == [1, 2, 3, 4]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Judge]:
    """Two models over a table of numbers; a unit test, a data test and a contract, each of which sees something else."""
    file = tmp_path / "small.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema s; create table s.raw as select unnest([1, 2, 3]) as n")
    first = "select n, n + 1 as more, cast(n as decimal(9, 2)) as exact from s.raw where n < 5"
    promised = {"n": "integer", "exact": "decimal(9,2)"}
    models = {
        "first": Model("first", "first.sql", "s.first", first, False, ()),
        "second": Model("second", "second.sql", "s.second", "select n, exact from s.first where n > 0", False, ("first",), promised),
    }
    unit = UnitTest("one_more", "first", first.replace("s.raw", "rows"), {"rows": "select 4 as n"}, ({"more": 5},))
    project = Project(models, [DataTest("has_three_rows", "select 1 from s.second having count(*) <> 3", ("second",))], [unit])
    with Judge(project, file) as judge:
        yield judge


def verdict_of(judge: Judge, model: str, change: str, before: str) -> tuple[str, str]:
    mutant = next(each for each in mutants_of(model, judge.queries[model].tree) if each.change == change and each.before == before)
    verdict = judge.verdict(mutant)
    return verdict.killer, verdict.by


def test_a_mutant_is_killed_by_the_first_that_notices(small: Judge) -> None:
    assert verdict_of(small, "first", "add to sub", "n + 1") == ("unit_test", "one_more")
    assert verdict_of(small, "second", "gt to lt", "n > 0") == ("data_test", "has_three_rows")
    assert verdict_of(small, "first", "one decimal less", "CAST(n AS DECIMAL(9, 2))") == ("contract", "first")


def test_a_mutant_that_nobody_notices_survives(small: Judge) -> None:
    assert verdict_of(small, "first", "constant one more", "5") == ("", "")
    assert verdict_of(small, "first", "lt to gt", "n < 5")[0] == "unit_test", "the build is as before after every mutant"


def test_a_reviewed_equivalent_leaves_the_score_and_needs_a_reason(small: Judge, tmp_path: Path) -> None:
    mutant = next(each for each in mutants_of("first", small.queries["first"].tree) if each.before == "5")
    found = [small.verdict(mutant)]
    assert tally(found, {}).score == 0
    assert tally(found, {mutant.fingerprint: "true"}).equivalent == 1
    folder = tmp_path / "python_checks" / "mutants"
    folder.mkdir(parents=True)
    (folder / "equivalent.csv").write_text("model,within,expression,change,fingerprint,reason\nm,c,a < b,lt to lte,f00d, \n", encoding="utf-8")
    with pytest.raises(InputError, match="gives no reason"):
        equivalents(tmp_path)


def test_the_choice_is_the_same_for_a_seed_and_takes_something_of_every_model() -> None:
    long, short = " + ".join("abcdefghijklmnopqrstuvwxyz"), "a + b"
    mutants = {name: mutants_of(name, parsed(f"select {text} as it")) for name, text in (("long", long), ("short", short))}
    assert sampled(mutants, 10, 1) == sampled(mutants, 10, 1) != sampled(mutants, 10, 2)
    assert [sum(each.model == name for each in sampled(mutants, 10, 1)) for name in mutants] == [9, 1]


@pytest.fixture(scope="module")
def build_file() -> Path:
    file = ROOT / "build" / f"{COMPANY}.duckdb"
    if not file.is_file():
        assert run(ROOT, "build", HEALTH_COMPANY=COMPANY).returncode == 0
    return file


@pytest.fixture(scope="module")
def project(build_file: Path) -> Project:
    before = dict(os.environ)
    found = compiled_project(build_file.stem, SEEN)
    assert dict(os.environ) == before
    return found


@pytest.fixture(scope="module")
def chosen(project: Project) -> list[Mutant]:
    return [each for each in sampled(all_mutants(project, SEEN), 25, 1) if each.fingerprint not in equivalents()]


def test_real_mutants_are_noticed(project: Project, chosen: list[Mutant], build_file: Path) -> None:
    found = list(verdicts(project, build_file, chosen))
    assert len(found) >= 20
    assert record(project, found, {})["survivors"] == []


def test_the_reference_scorer_notices_what_no_other_test_looks_at(project: Project, build_file: Path) -> None:
    with Judge(replace(project, unit_tests=[], data_tests=[]), build_file) as judge:
        assert verdict_of(judge, "fct_factor_scores", "sum to max", "SUM(contribution)") == ("reference", "build_check")
