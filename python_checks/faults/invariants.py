"""What must still be true after a fault that a build accepts. Each returns sentences for what is not."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from python_checks.faults.case import Case
from python_checks.faults.catalogue import Injection
from python_checks.faults.facts import Facts

Invariant = Callable[[Case, Facts, Injection, str], list[str]]
INVARIANTS: dict[str, Invariant] = {}
SCORE = ("health_score_exact", "coverage", "health_band", "score_status", "arr")


def invariant(function: Invariant) -> Invariant:
    """Registers an invariant under its own name."""
    INVARIANTS[function.__name__] = function
    return function


@invariant
def same_release(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """The release id holds the hash of the content: nothing published has changed."""
    return [] if facts.release_id == case.base.release_id else ["published content has changed"]


@invariant
def same_scores(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """Every account has the score, coverage, band and revenue that it had."""
    found = {account: [row[name] for name in SCORE] for account, row in facts.accounts.items()}
    wanted = {account: [row[name] for name in SCORE] for account, row in case.base.accounts.items()}
    changed = [account for account in wanted.keys() | found.keys() if wanted.get(account) != found.get(account)]
    return [f"{len(changed)} accounts differ"] if changed else []


@invariant
def same_accounts(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """The accounts are those that were published before: nothing fans out or is lost."""
    return [] if facts.accounts.keys() == case.base.accounts.keys() else [f"{len(facts.accounts)} accounts instead of {len(case.base.accounts)}"]


@invariant
def changed(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """What is true now is published: another release than before."""
    return [] if facts.release_id != case.base.release_id else ["the release is the one of before"]


@invariant
def duplicates(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """That many more rows were dropped as copies."""
    return _more(case, facts, injection, "duplicate_rows", int(argument))


@invariant
def accepted(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """That many more rows were accepted."""
    return _more(case, facts, injection, "accepted_rows", int(argument))


@invariant
def conflicts(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """That many more keys are listed as delivered with different attributes."""
    found = facts.conflicts.get(injection.table, 0) - case.base.conflicts.get(injection.table, 0)
    return [] if found == int(argument) else [f"{found} keys instead of {argument}"]


@invariant
def lost(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """These measures are observed for nobody, and say so."""
    observed = [measure for measure in argument.split(",") if not facts.states.get(measure) or "observed" in facts.states[measure]]
    return [f"{measure} has the states {sorted(facts.states.get(measure, set()))}" for measure in observed]


@invariant
def off(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """The scorecard says that the tables are switched off."""
    on = [name for name, row in facts.scorecard.items() if name.startswith(argument) and row["is_on"]]
    return [f"{name} is said to be on" for name in on]


@invariant
def late(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """The scorecard says that the table is older than it warns after."""
    row = facts.scorecard.get(injection.table, {})
    if "status" in row:
        return [] if row["status"] == "late" else [f"the scorecard says {row['status']}"]
    return [] if row and row["age_days"] > row["warn_after_days"] else ["the scorecard does not say that it is late"]


@invariant
def stale(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """Of these measures some account's value is now stale or missing, which it was not before; coverage falls and never rises."""
    problems = [] if coverage(facts) < coverage(case.base) else ["coverage does not fall"]
    return problems


@invariant
def gone(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """The account is not published."""
    return [f"{argument} is published"] if argument in facts.accounts else []


@invariant
def has(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """account:column:value - the account is published with that value; 'empty' means none."""
    account, column, value = argument.split(":")
    if account not in facts.accounts:
        return [f"{account} is not published"]
    found = facts.accounts[account][column]
    return [] if (found is None and value == "empty") or str(found) == value else [f"{column} of {account} is not {value}"]


@invariant
def published_as(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """The text that was planted is published in that column as it was landed, character by character."""
    wanted = injection.arguments["value"].strip()
    return [] if any(row[argument] == wanted for row in facts.accounts.values()) else [f"no {argument} is the text that was landed"]


@invariant
def stripped(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """Nothing invisible is left in any published name."""
    shown = [row for row in facts.accounts.values() if row[argument] and any(not character.isprintable() for character in row[argument])]
    return [f"{len(shown)} values of {argument} hold characters nobody sees"] if shown else []


@invariant
def unread(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """A column outside the contract is in no published table, neither its name nor what it holds."""
    columns = facts.published("select count(*) from information_schema.columns where column_name = 'internal_remark'")
    return _held(case, facts, "CANARY-REMARK-4711") + (["the column is published"] if columns != [(0,)] else [])


@invariant
def nowhere(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """The personal data that was planted is in no published table, log, artefact or report."""
    return _held(case, facts, "pia.canary.4711")


@invariant
def revenue_conserved(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """The revenue of all accounts together is what it was."""
    found, wanted = (sum((row["arr"] for row in each.accounts.values()), start=Decimal(0)) for each in (facts, case.base))
    return [] if found == wanted else ["the sum of the revenue has changed"]


@invariant
def full_rebuild(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """A rebuild from nothing gives the release that the incremental build gave."""
    again = case.ground.build(case.scene, "--full-refresh")
    now = Facts(case.scene.workspace, case.scene.company).release_id
    return [] if again.exit == 0 and now == facts.release_id else [f"the full rebuild ended with {again.exit} and another release"]


@invariant
def heals(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """The next build of the same input publishes, and nothing of the one that broke off is left."""
    again = case.ground.build(case.scene)
    left = list((case.scene.workspace / "releases" / case.scene.company).glob(".tmp-*"))
    return ([f"the next build ended with {again.exit}"] if again.exit else []) + [f"{path.name} is still there" for path in left]


@invariant
def one_day(case: Case, facts: Facts, injection: Injection, argument: str) -> list[str]:
    """Every row is as of one day, and that is the given one ('today' is the day in UTC)."""
    wanted = str(datetime.now(UTC).date()) if argument == "today" else argument
    found = {str(row["as_of_date"]) for row in facts.accounts.values()}
    return [] if found == {wanted} else [f"rows are as of {len(found)} days, or of another one"]


def coverage(facts: Facts) -> Decimal:
    """The sum of the published coverages."""
    return sum((row["coverage"] or Decimal(0) for row in facts.accounts.values()), start=Decimal(0))


def _more(case: Case, facts: Facts, injection: Injection, column: str, wanted: int) -> list[str]:
    found = facts.scorecard[injection.table][column] - case.base.scorecard[injection.table][column]
    return [] if found == wanted else [f"{found} more instead of {wanted}"]


def _held(case: Case, facts: Facts, text: str) -> list[str]:
    """Where a text is that must be nowhere: published tables, logs, dbt's artefacts, reports."""
    tables = facts.published("select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('published', 'quality')")
    held = [name for (name,) in tables if facts.published(f"select 1 from {name} as held where cast(held as varchar) like '%{text}%' limit 1")]
    project = case.scene.workspace
    files = [*project.glob("logs/*"), *project.glob("target/*.json"), *project.glob("build/*.html"), *project.glob("target/run/**/*.sql")]
    held += [path.name for path in files if path.is_file() and text.encode() in path.read_bytes()]
    return [f"{name} holds it" for name in held]
