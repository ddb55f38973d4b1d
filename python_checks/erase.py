"""`./run erase`: records that an account is to be erased, by its hash, and takes it out of the seeds that name it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from python_checks.erasure import NAMING, SEED, account_hash, erased_hashes
from python_checks.exits import Exit
from python_checks.problems import InputError, counted
from python_checks.project import ROOT, read_rows
from python_checks.seed_file import SeedFile

MERGES = "seeds/reference/account_merges.csv"


def run_erase(account_id: str, by: str, root: Path = ROOT) -> Exit:
    """Adds the account, and whatever was merged into it, to the seed of erased accounts; says what to run next. Never writes or prints the id.

    `account_id` is "-" where it stands in the standard input, so that no history of a shell keeps it. Raises InputError where it is empty.
    """
    said = sys.stdin.readline() if account_id == "-" else account_id
    if not said.strip():
        raise InputError(["No account id was given: call ./run erase ACCOUNT_ID, or ./run erase - and type it."])
    hashes = _with_merged(account_hash(said), root)
    added = _record(hashes, by, root)
    removed = sum(_forget(root / seed, columns, hashes) for seed, columns in NAMING.items())
    print(f"Recorded in {SEED}: {counted(added, 'account')}{'' if added else ' (all of them were there already)'}.")
    if removed:
        print(f"Deleted {counted(removed, 'row')} of seeds/reference that named them.")
    print("Next, for each company that may hold the account: ./run build (--landing FOLDER). It takes the account out of kept releases and of the build file.")
    print("Delete the account in the sources too, and old copies of releases elsewhere; docs/privacy.md lists what this project does not reach.")
    return Exit.DONE


def _with_merged(erased: str, root: Path) -> set[str]:
    """The account and every account that counts for it: they are the same customer."""
    merges = [(account_hash(row["merged_account_id"]), account_hash(row["surviving_account_id"])) for row in read_rows(root / MERGES)]
    found, size = {erased}, 0
    while size < len(found):
        size = len(found)
        found |= {merged for merged, survivor in merges if survivor in found}
    return found


def _record(hashes: set[str], by: str, root: Path) -> int:
    new = hashes - set(erased_hashes(root))
    seed = SeedFile.read(root / SEED)
    name = '"' + by.replace('"', '""') + '"' if any(mark in by for mark in ',"\n') else by
    for each in new:
        seed.insert(0, [each, f"{datetime.now(UTC):%Y-%m-%d}", name])
    seed.sorted_by = 1
    seed.sort_as_before()
    seed.write()
    return len(new)


def _forget(path: Path, columns: tuple[str, ...], hashes: set[str]) -> int:
    """Deletes the rows of a seed that name one of the accounts; returns how many."""
    seed = SeedFile.read(path)
    kept = [row for row in seed.rows if not hashes & {account_hash(seed.value(row, column)) for column in columns}]
    removed = len(seed.rows) - len(kept)
    if removed:
        seed.rows = kept
        seed.write()
    return removed
