"""`./run build`: lock, preflight, dbt, release, and one screen that says what came out."""

import time
from pathlib import Path

import duckdb

from python_checks.blocked import blocked_lines, expired_lines
from python_checks.contract import read_contract
from python_checks.dbt_run import DbtOutcome, dbt_build
from python_checks.erasure import apply_erasures, named_erased_accounts
from python_checks.exits import Exit
from python_checks.expectations.spoken import broken_promises, expectation_lines
from python_checks.failures import failure_sentences
from python_checks.lock import LockedError, build_lock
from python_checks.owners.write import write_owners
from python_checks.preflight import inspect_landing
from python_checks.problems import InputError, Level, errors_in
from python_checks.progress import Progress
from python_checks.project import ROOT
from python_checks.publication.ready import server_problems
from python_checks.publication.record import behind_lines
from python_checks.publication.task import publish_current
from python_checks.release_store import ReleaseStore
from python_checks.report.write import open_report, report_path, write_report
from python_checks.seed_shape import seed_problems
from python_checks.settings import Settings, read_settings
from python_checks.summary import summary_lines
from python_checks.warehouse import ENGINES, engine_of


def run_build(
    landing: str | None, as_of: str | None, target: str | None, full_refresh: bool, is_opened: bool = False, is_carried: bool = False, root: Path = ROOT
) -> Exit:
    """Builds and publishes, on the PostgreSQL server too where `is_carried`; says why where it does not.

    Raises InputError before anything is built.
    """
    started = time.monotonic()
    engine = engine_of(target)
    if is_carried and engine:
        raise InputError([f"--publish postgres carries a release folder over, and {ENGINES[engine]} writes none: build on DuckDB, or leave --publish out."])
    settings = read_settings(read_contract(root), landing, as_of, root)
    try:
        with build_lock(root / "build" / f"{settings.company}.lock"):
            done = _locked_build(settings, target, full_refresh, is_carried, started, root)
    except LockedError as error:
        print(error)
        return Exit.LOCKED
    if is_opened and done is Exit.DONE:
        open_report(report_path(settings.company, root))
    return done


def _locked_build(settings: Settings, target: str | None, full_refresh: bool, is_carried: bool, started: float, root: Path) -> Exit:
    where = f"landing folder {settings.landing.name}" if settings.landing else "sample data"
    print(f"Building {settings.company}{f' as of {settings.as_of_date}' if settings.as_of_date else ''} from {where}.", flush=True)
    _preflight(settings, is_carried, root)
    engine = engine_of(target)
    if engine == "postgres":
        from python_checks.postgres.landing import land_on_server

        land_on_server(settings, read_contract(root))
    for sentence in apply_erasures(settings.company, root):
        print(f"  {sentence}", flush=True)
    store = ReleaseStore(root / "releases" / settings.company)
    before = store.current()
    progress = Progress(started)
    outcome = dbt_build(settings, progress, target, full_refresh, root)
    if engine:
        from python_checks.warehouse.finish import say_outcome

        say_outcome(outcome, settings, engine, root)
        _say_time(started, progress)
        return outcome.exit
    if outcome.exit is not Exit.DONE:
        say_failure(outcome, _build_file(settings, root), store.current())
        say_owners(settings.company, root)
        return outcome.exit
    print(*summary_lines(settings, store, before, root), *expired_lines(_build_file(settings, root)), sep="\n")
    for line in expectation_lines(_build_file(settings, root)):
        print(line)
    say_owners(settings.company, root)
    if store.current():
        _write_report(settings.company, root)
    carried = _carry(settings.company, is_carried, root)
    _say_time(started, progress)
    return carried


def _preflight(settings: Settings, is_carried: bool, root: Path) -> None:
    errors = seed_problems(root) + (server_problems(settings.company) if is_carried else [])
    problems = inspect_landing(settings, read_contract(root), root).problems
    for problem in problems:
        if problem.level is Level.WARNING:
            print(f"  ! {problem.sentence}")
    errors += errors_in(problems) + named_erased_accounts(root)
    if errors:
        raise InputError(errors)
    print("  Input fits the contract; dbt starts.", flush=True)


def _carry(company: str, is_carried: bool, root: Path) -> Exit:
    """To the PostgreSQL server, where that was asked for; else it is said where readers there are left behind."""
    if not is_carried:
        for line in behind_lines(company, root):
            print(line)
        return Exit.DONE
    return publish_current(company, root)


def say_owners(company: str, root: Path) -> None:
    """Who has what to repair, above all where nothing was published. Readers see the same release whether it can be written or not."""
    if not (root / "build" / f"{company}.duckdb").is_file():
        return
    try:
        path, digests = write_owners(company, root)
        print(f"  data owners  {path.as_uri()}", *(f"               {sentence}" for sentence in digests), sep="\n")
    except InputError as error:
        print(f"  ! The page of the data owners was not written. {' '.join(error.sentences)}")
    except OSError as error:
        print(f"  ! The page of the data owners was not written ({error.strerror}): make room in build/ and call ./run owners.")
    except duckdb.Error:
        print(f"  ! The page of the data owners was not written: build/{company}.duckdb has tables of another version; build anew.")


def _write_report(company: str, root: Path) -> None:
    """The release is out: a report that cannot be written is said and does not undo that."""
    try:
        print(f"  report       {write_report(company, root).as_uri()}")
    except InputError as error:
        print(f"  ! The report was not written. {' '.join(error.sentences)}")
    except OSError as error:
        print(f"  ! The report was not written ({error.strerror}): make room in build/ and call ./run report.")


def say_failure(outcome: DbtOutcome, build_file: Path, current: str | None) -> None:
    """What failed, where and how to repair it; `current` is the release that readers go on seeing."""
    is_evaluated = any(result.name == "expectation_results" and result.status == "success" for result in outcome.results)
    promises = broken_promises(build_file) if is_evaluated else []
    if outcome.exit is Exit.BLOCKED:
        print(*blocked_lines(outcome.results, build_file, current, promises), sep="\n")
        return
    title = "Input or configuration does not fit" if outcome.exit is Exit.BAD_INPUT else "The build failed"
    sentences = failure_sentences(outcome.results, build_file) + promises
    sentences += [outcome.failure] if outcome.failure else []
    print(f"\n{title}:", *(f"- {sentence}" for sentence in sentences), sep="\n")
    print(f"\nNothing was published; readers see {f'release {current}' if current else 'no release yet'}.")


def _build_file(settings: Settings, root: Path) -> Path:
    return root / "build" / f"{settings.company}.duckdb"


def _say_time(started: float, progress: Progress) -> None:
    total = time.monotonic() - started
    print(f"  time         {total:.0f} s, of which {progress.seconds_to_first_node or 0:.0f} s until dbt had started and parsed the project")
