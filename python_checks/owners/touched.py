"""How many accounts and how much yearly revenue a finding touches."""

import duckdb

from python_checks.owners.finding import Finding, Touched
from python_checks.owners.lineage import Lineage
from python_checks.owners.rows import Rows
from python_checks.report.tables import Tables

HEALTH = {
    "marts.fct_account_health": "is_latest_date and is_primary_objective",
    "published.account_health_v1": "true",
}
"""Where the revenue of an account stands, the first that the build file has: relation -> the rows that are now."""
MEASURED = """
    select distinct scores.account_id
    from marts.fct_measure_scores as scores
    where scores.is_champion and scores.state = 'observed' and list_contains($keys, scores.measure_key)
        and scores.as_of_date = (select max(as_of_date) from marts.fct_measure_scores)
"""


class Reach:
    """Adds up accounts and revenue, as the last build that got so far knows them."""

    def __init__(self, build: Tables, rows: Rows, lineage: Lineage) -> None:
        self._build, self._rows, self._lineage = build, rows, lineage
        self._health = next((f"select account_id, arr from {table} where {now}" for table, now in HEALTH.items() if build.columns(table)), None)
        self._known: dict[tuple[str, str], Touched] = {}

    def of(self, finding: Finding) -> Touched:
        """By the accounts of the failing rows; else those whose measures read the table; else every account where something published reads it."""
        if self._health is None or (not finding.is_open and finding.kind != "quarantine"):
            return Touched()
        own = self._rows.relation_with_accounts(finding)
        if own:
            found = self._added("rows", own, {})
            if found.accounts:
                return found
        keys = self._lineage.measure_keys(finding.table) if finding.table else []
        if keys and self._build.columns("marts.fct_measure_scores"):
            return self._added("measures", MEASURED, {"keys": keys})
        is_published = finding.kind == "gate_rule" or "published" in self._lineage.downstream(finding.table)
        return self._added("every", "select account_id from health", {}) if is_published else Touched()

    def _added(self, how: str, accounts: str, parameters: dict[str, object]) -> Touched:
        known = (accounts, repr(parameters))
        if known not in self._known:
            sql = f"""
                with health as ({self._health}), touched as ({accounts})
                select count(*), coalesce(sum(arr), 0) from health
                where upper(trim(account_id)) in (select upper(trim(account_id)) from touched)
            """
            try:
                count, arr = self._build.raw_rows(sql, parameters)[0]
                self._known[known] = Touched(how, int(count), float(arr))
            except duckdb.Error:
                self._known[known] = Touched()
        return self._known[known]
