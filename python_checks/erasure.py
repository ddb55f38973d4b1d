"""Takes erased accounts out of what earlier builds wrote: kept releases, the build file and the pages made of them."""

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from python_checks.problems import InputError
from python_checks.project import ROOT, read_rows
from python_checks.readers import connect, literal, name
from python_checks.release_files import describe_files, parquet_of, write_database, write_parquet
from python_checks.release_store import ReleaseStore, linked_or_copied

SEED = "seeds/reference/erased_accounts.csv"
HIDDEN = r"[\x00-\x1F\x{7F}-\x{9F}\x{61C}\x{200B}-\x{200F}\x{2028}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]"
"""As hidden_characters() in macros/parse.sql."""
NAMING = {
    "seeds/reference/account_merges.csv": ("merged_account_id", "surviving_account_id"),
    "seeds/reference/excluded_accounts.csv": ("account_id",),
}
"""The seeds that name accounts, and in which columns."""
NOT_COMPARABLE = {"quality.source_scorecard": ("landed_rows", "accepted_rows"), "quality.column_profile": ("accepted_rows", "nonzero_rows")}
"""Counts that held the erased account's rows: empty, the next build is not compared with them (macros and gate read empty as unknown)."""
CARRIED_OVER = "quality.check_history"
"""The one table of a build file that is not made of landed rows; it never holds a data value."""


def hash_sql(account_id: str) -> str:
    """SQL for the hash of an account id in any spelling; the same as account_hash in macros/erasure.sql."""
    return f"sha256(upper(trim(replace(regexp_replace(cast({account_id} as varchar), {literal(HIDDEN)}, '', 'g'), chr(160), ' '))))"


def account_hash(account_id: str) -> str:
    """The hash of one account id."""
    return str(connect().execute(f"select {hash_sql('?')}", [account_id]).fetchall()[0][0])


def erased_hashes(root: Path = ROOT) -> list[str]:
    """The hashes of the seed, sorted."""
    return sorted({row["account_hash"] for row in read_rows(root / SEED)})


def named_erased_accounts(root: Path = ROOT) -> list[str]:
    """A sentence for every reference seed that still names an erased account."""
    hashes, problems = set(erased_hashes(root)), []
    for seed, columns in NAMING.items():
        rows = read_rows(root / seed) if hashes else []
        lines = [line for line, row in enumerate(rows, start=2) if hashes & {account_hash(row[column]) for column in columns}]
        problems += [f"{seed} line {line} names an erased account: delete the row." for line in lines]
    return problems


def set_of(hashes: list[str]) -> str:
    """One mark for the whole list: says which erasures a file has been through without giving a single hash away."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def erase_from_releases(store: ReleaseStore, hashes: list[str]) -> list[str]:
    """Rewrites every kept release that holds an erased account; returns their ids. The caller holds the store's lock."""
    changed = []
    for release in store.kept() if hashes else []:
        folder = store.folder / release.release_id
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if manifest.get("erasure_set") != set_of(hashes):
            changed += [release.release_id] if _erase_from_release(store, folder, manifest, hashes) else []
    return changed


def _erase_from_release(store: ReleaseStore, folder: Path, manifest: dict[str, Any], hashes: list[str]) -> bool:
    connection = connect()
    connection.execute("create table erased (account_hash varchar)")
    connection.executemany("insert into erased values (?)", [[each] for each in hashes])
    tables = list(manifest["tables"])
    found = {each for table in tables for each in _erased_in(connection, parquet_of(folder, table))}
    manifest["erasure_set"] = set_of(hashes)
    new = store.new_folder(manifest["release_id"])
    if not found:
        # Nothing to take out: only the mark is new, so that the next run need not look again.
        shutil.copytree(folder, new, dirs_exist_ok=True, copy_function=linked_or_copied)
        (new / "manifest.json").unlink()
    else:
        _write_without(connection, folder, new, manifest)
        manifest["erasures"] = [*manifest.get("erasures", []), {"erased_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "accounts": len(found)}]
    connection.close()
    (new / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    store.replace(new)
    return bool(found)


def _erased_in(connection: duckdb.DuckDBPyConnection, file: Path) -> set[str]:
    """Hashes of erased accounts whose id is anywhere in a Parquet file, as the account of a row or as a parent."""
    columns = _account_columns(connection, file)
    ids = " union ".join(f"select {name(column)} as id from read_parquet({literal(file)})" for column in columns)
    if not columns:
        return set()
    return {row[0] for row in connection.execute(f"select account_hash from erased where account_hash in (select {hash_sql('id')} from ({ids}))").fetchall()}


def _account_columns(connection: duckdb.DuckDBPyConnection, file: Path) -> list[str]:
    return [column for column in _columns(connection, file) if column.endswith("account_id")]


def _columns(connection: duckdb.DuckDBPyConnection, file: Path) -> list[str]:
    return [row[0] for row in connection.execute(f"describe select * from read_parquet({literal(file)})").fetchall()]


def _write_without(connection: duckdb.DuckDBPyConnection, folder: Path, new: Path, manifest: dict[str, Any]) -> None:
    """Every table without the erased accounts, then what the release says of itself: how many accounts it holds now."""
    tables = list(manifest["tables"])
    for table in tables:
        file = parquet_of(folder, table)
        columns = _account_columns(connection, file)
        emptied = {column: f"case when {hash_sql(name(column))} not in (from erased) then {name(column)} end" for column in columns if column != "account_id"}
        emptied |= {column: f"case when false then {name(column)} end" for column in NOT_COMPARABLE.get(table, ()) if column in _columns(connection, file)}
        changes = ", ".join(f"{expression} as {name(column)}" for column, expression in emptied.items())
        kept = f"coalesce({hash_sql('account_id')}, '') not in (from erased)" if "account_id" in columns else "true"
        picked = f"* replace ({changes})" if changes else "*"
        relation = connection.sql(f"select {picked} from read_parquet({literal(file)}) where {kept}")
        write_parquet(_counted_anew(connection, relation, new, manifest) if table == "published.releases" else relation, parquet_of(new, table))
    rows = write_database(connection, new, tables)
    manifest["tables"] = describe_files(new, rows)


def _counted_anew(connection: duckdb.DuckDBPyConnection, releases: Any, new: Path, manifest: dict[str, Any]) -> Any:
    """published.releases, written last, with the accounts this release holds now."""
    file = parquet_of(new, "published.account_health_v1")
    if file.is_file():
        counts = "count(distinct account_id), count(distinct account_id) filter (score_status = 'scored')"
        manifest["accounts"], manifest["scored_accounts"] = connection.execute(f"select {counts} from read_parquet({literal(file)})").fetchall()[0]
    is_own = f"release_id = {literal(manifest['release_id'])}"
    return releases.project(
        f"* replace (case when {is_own} then {manifest['accounts']} else accounts end as accounts, "
        f"case when {is_own} then {manifest['scored_accounts']} else scored_accounts end as scored_accounts)"
    )


def renew_build_file(company: str, hashes: list[str], root: Path = ROOT) -> bool:
    """Where accounts were erased since the build file was made: an empty one that takes only the history of checks along.

    DuckDB leaves the bytes of deleted rows in freed blocks, so a file that held an account is not written on. True where it was renewed.
    Raises InputError where another process has it open.
    """
    build_file, mark = root / f"build/{company}.duckdb", root / f"build/{company}.erasures"
    if not hashes or (mark.is_file() and mark.read_text(encoding="utf-8").strip() == set_of(hashes)):
        return False
    if build_file.is_file():
        _renew(build_file)
    for path in _pages(build_file):
        path.unlink() if path.is_file() else shutil.rmtree(path)
    mark.parent.mkdir(exist_ok=True)
    mark.write_text(set_of(hashes) + "\n", encoding="utf-8")
    return True


def _renew(build_file: Path) -> None:
    fresh = build_file.with_suffix(".renewed")
    fresh.unlink(missing_ok=True)
    connection = connect()
    try:
        connection.execute(f"attach {literal(build_file)} as old; attach {literal(fresh)} as fresh")
        schema, table = CARRIED_OVER.split(".")
        if connection.execute("select 1 from duckdb_tables() where database_name = 'old' and schema_name = ? and table_name = ?", [schema, table]).fetchall():
            connection.execute(f"create schema fresh.{schema}; create table fresh.{CARRIED_OVER} as from old.{CARRIED_OVER}")
        connection.execute("checkpoint fresh; detach fresh; detach old")
    except duckdb.IOException:
        raise InputError([f"build/{build_file.name} is open in another program: close it, so that the erased accounts can be taken out."]) from None
    finally:
        connection.close()
    fresh.replace(build_file)


def _pages(build_file: Path) -> list[Path]:
    """What was made of the build file and stands beside it: pages, digests, spilled rows, the log of changes not yet in the file."""
    company = build_file.stem
    beside = [build_file.with_name(f"{company}{end}") for end in ("_report.html", "_owners.html", ".duckdb.wal", ".duckdb.tmp")]
    return [path for path in [*beside, *(build_file.with_name(f"{company}_{folder}") for folder in ("digests", "export"))] if path.exists()]


def apply_erasures(company: str, root: Path = ROOT) -> list[str]:
    """Takes what was erased out of the company's releases and build file; returns a sentence for each thing that was changed.

    The next build then finds neither in its inputs nor in its own file what is not to be there. The caller holds the build's lock.
    """
    hashes = erased_hashes(root)
    store = ReleaseStore(root / "releases" / company)
    if not hashes:
        return []
    changed = []
    if store.folder.is_dir():
        with store.locked():
            store.clean()
            changed = [f"Erased accounts were taken out of release {each}." for each in erase_from_releases(store, hashes)]
    return changed + (["The build file is made anew, without the erased accounts."] if renew_build_file(company, hashes, root) else [])
