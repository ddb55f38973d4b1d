"""`./run rollback`: points readers at a kept release and writes down that it did."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from python_checks.exits import Exit
from python_checks.problems import InputError, did_you_mean, listed
from python_checks.project import ROOT, checked_company, company_of_environment
from python_checks.publication.record import behind_lines
from python_checks.release_store import ReleaseStore, sync

LOG_COLUMNS = ("rolled_back_at", "from_release", "to_release")


def run_rollback(release_id: str | None, company: str | None, root: Path = ROOT) -> Exit:
    """Points readers at `release_id`, by default at the release before the one they see.

    Raises InputError naming the kept releases where that is not possible.
    """
    store = ReleaseStore(root / "releases" / (checked_company(company) if company else company_of_environment()))
    if not store.folder.is_dir():
        raise InputError([f"There is no release of {store.folder.name} yet: ./run build makes the first one."])
    with store.locked():
        current = store.current()
        chosen = _chosen(store, release_id, current)
        store.point_to(chosen)
        _log(store.folder / "rollbacks.csv", (f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", current or "", chosen))
    print(f"Readers of {store.folder.name} see release {chosen} now (before: {current or 'none'}).")
    _follow(store.folder.name, root)
    print(*(f"{line}\n" for line in behind_lines(store.folder.name, root)), sep="", end="")
    print("The next ./run build publishes anew: correct first what made you go back.")
    return Exit.DONE


def _follow(company: str, root: Path) -> None:
    """A report of the release before would contradict what readers see: it is written anew, or goes."""
    from python_checks.report.write import report_path, write_report

    if report_path(company, root).exists():
        try:
            write_report(company, root)
        except InputError:
            report_path(company, root).unlink()
            print("The report was of the other release and is gone: ./run report writes it anew once the build file can be read.")


def _chosen(store: ReleaseStore, asked: str | None, current: str | None) -> str:
    kept = [release.release_id for release in store.kept()]
    said = f"Kept are {listed(kept) or 'none'}."
    if asked is None:
        older = kept[kept.index(current) + 1 :] if current in kept else kept
        if not older:
            raise InputError([f"There is no kept release before {current}. {said}"])
        return older[0]
    if asked not in kept:
        raise InputError([f'There is no kept release "{asked}".{did_you_mean(asked, kept)} {said}'])
    if asked == current:
        raise InputError([f"Readers already see {asked}. {said}"])
    return asked


def _log(path: Path, row: tuple[str, str, str]) -> None:
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([LOG_COLUMNS, row] if is_new else [row])
    sync(path)
