"""Small releases for the tests of the publication: every row of every table says which release it is of."""

import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb

from python_checks.project import ROOT
from python_checks.publication.task import run_publish
from python_checks.release import publish_release

ACCOUNTS = 2000


def make_release(root: Path, number: int, tables: Mapping[str, str] | None = None, accounts: int = ACCOUNTS) -> str:
    """Publishes release r-<number> of the company of the environment under `root`; `tables` maps further names in `published` to queries."""
    session = duckdb.connect()
    candidate = session.sql(
        f"select 'r-{number}' as release_id, date '2026-06-30' as as_of_date, 'abc' as content_hash, {accounts} as accounts, 2 as scored_accounts, "
        "'2026.1' as model_versions"
    )
    rows = f"from range(1, {accounts + 1}) as numbers(i)"
    said = {
        "account_health_v1": f"select 'A-' || i as account_id, {number} as release_number, 'scored' as score_status, i::decimal(18, 2) as arr {rows}",
        "account_health_history_v1": f"select 'A-' || i as account_id, date '2026-01-01' + i::integer as as_of_date, {number} as release_number {rows}",
        **(tables or {}),
    }
    publish_release(session, candidate, {f"published.{name}": session.sql(query) for name, query in said.items()}, 10, root)
    return f"r-{number}"


def erased_seed(root: Path, *hashes: str) -> None:
    """The seed of erased accounts of a project that has nothing else."""
    path = root / "seeds/reference/erased_accounts.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{each},2026-06-30,test" for each in hashes]
    path.write_text("\n".join([(ROOT / "seeds/reference/erased_accounts.csv").read_text(encoding="utf-8").splitlines()[0], *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    # A publisher of its own, to be killed.
    sys.exit(int(run_publish(None, Path(sys.argv[1]))))
