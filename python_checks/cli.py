"""The command line behind `./run`: reads arguments, prints problems as sentences, gives the exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence

from python_checks.adapters import add_adapters
from python_checks.exits import Exit
from python_checks.problems import InputError
from python_checks.publication.arguments import add_publish


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one task and returns its exit code; a wrong argument exits 2 with the usage."""
    chosen = _parser().parse_args(arguments)
    task: Callable[[argparse.Namespace], Exit] = chosen.task
    try:
        return int(task(chosen))
    except InputError as error:
        print("Input or configuration does not fit:", *(f"- {sentence}" for sentence in error.sentences), sep="\n", flush=True)
        return int(Exit.BAD_INPUT)
    except KeyboardInterrupt:
        print("Stopped; readers see the release they saw before.", file=sys.stderr)
        return int(Exit.FAILED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run", add_help=False)
    parser.add_argument("-h", "--help", action="help", help=argparse.SUPPRESS)
    tasks = parser.add_subparsers(required=True, metavar="TASK [options]")
    build = tasks.add_parser("build", help="build, test and publish the data (the sample by default)")
    _landing_options(build)
    build.add_argument("--target", metavar="NAME", help="a target of profiles.yml (duckdb by default)")
    build.add_argument("--full-refresh", action="store_true", help="rebuild incremental tables from the raw data")
    build.add_argument("--open", action="store_true", help="show the report where there is a screen")
    build.set_defaults(task=_build)
    report = tasks.add_parser("report", help="write the report of the current release and say where it is")
    report.add_argument("--company", metavar="NAME", help="whose report (as the build file is named by default)")
    report.add_argument("--open", action="store_true", help="show it where there is a screen")
    report.set_defaults(task=_report)
    owners = tasks.add_parser("owners", help="write the page of the data owners: what failed for whom")
    owners.add_argument("--company", metavar="NAME", help="whose page (as the build file is named by default)")
    owners.add_argument("--open", action="store_true", help="show it where there is a screen")
    owners.set_defaults(task=_owners)
    check = tasks.add_parser("check", help="say what of a landing folder fits, without building")
    _landing_options(check)
    check.set_defaults(task=_check)
    new = tasks.add_parser("new-version", help="copy a rulebook version under a new name, as a draft")
    new.add_argument("new", metavar="NEW", help="name of the new version")
    new.add_argument("--from", dest="old", metavar="OLD", required=True, help="the version to copy")
    new.set_defaults(task=_new_version)
    back = tasks.add_parser("rollback", help="point readers at a kept release (the one before, by default)")
    back.add_argument("release", nargs="?", help="release id, a folder name under releases/<company>")
    back.add_argument("--company", metavar="NAME", help="whose releases (as the build file is named by default)")
    back.set_defaults(task=_rollback)
    add_publish(tasks, build)
    erase = tasks.add_parser("erase", help="mark an account for erasure by the next build")
    erase.add_argument("account_id", metavar="ACCOUNT_ID", help="as the CRM spells it; - to type it instead")
    erase.add_argument("--by", metavar="NAME", default="not said", help="who asked for it")
    erase.set_defaults(task=_erase)
    _export_options(tasks.add_parser("export", help="write the published tables of the current release as CSV"))
    proof = tasks.add_parser("prove", help="compare the scoring SQL with the reference scorer")
    proof.add_argument("--accounts", metavar="N", type=int, default=10_000, help="random accounts (10000 by default)")
    proof.add_argument("--seed", metavar="N", type=int, default=1, help="another seed is another set of worlds (1 by default)")
    proof.set_defaults(task=_prove)
    _mutants_options(tasks.add_parser("mutants", help="small faults in the models: how many the tests notice"))
    _faults_options(tasks.add_parser("faults", help="break copies of data and rulebook, judge what readers see"))
    chaos = tasks.add_parser("chaos", help="kill, fill the disk, crowd: readers see whole releases")
    chaos.add_argument("--kills", metavar="N", type=int, default=300, help="processes to kill (300 by default, about 20 minutes)")
    chaos.add_argument("--readers", metavar="N", type=int, default=50, help="readers at once (50 by default)")
    chaos.add_argument("--seed", metavar="N", type=int, default=1, help="another seed is other moments (1 by default)")
    chaos.set_defaults(task=_chaos)
    _parity_options(tasks.add_parser("parity", help="the published tables of DuckDB and another engine, row for row"))
    add_adapters(tasks)
    tasks.add_parser("docs", help="write the handbook and the documentation of the models").set_defaults(task=_docs)
    _test_options(tasks.add_parser("test", help="the tests: lint, SQL, a sample build, dbt, pytest"))
    tasks.add_parser("lint", help="only the fast checks of Python and SQL style").set_defaults(task=_lint)
    return parser


def _test_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="the long ones too, which build company after company (as CI does)")
    parser.set_defaults(task=_test)


def _mutants_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", metavar="N", type=int, default=1000, help="mutants in total, a share of every model (1000 by default)")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="another seed is another choice of mutants (1 by default)")
    parser.add_argument("--model", metavar="NAME", action="append", default=[], help="only this model (may be given several times)")
    parser.add_argument("--minutes", metavar="M", type=float, default=30.0, help="stop after so many minutes (30 by default)")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="processes (2 by default)")
    parser.set_defaults(task=_mutants)


def _landing_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--landing", metavar="FOLDER", help="landing folder with landing.yml (HEALTH_LANDING by default)")
    parser.add_argument("--as-of", metavar="DATE", help="as-of date like 2026-06-30 (HEALTH_AS_OF, then landing.yml by default)")


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--table", metavar="NAME", action="append", default=[], help="only this table (may be said more than once)")
    parser.add_argument("--company", metavar="NAME", help="whose release (as the build file is named by default)")
    parser.set_defaults(task=_export)


def _parity_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--landing", metavar="FOLDER", help="a landing folder of CSV files instead of the sample, read as Parquet")
    parser.add_argument("--days", metavar="N", type=int, default=2, help="days to build one after the other (2 by default)")
    parser.add_argument("--target", metavar="NAME", default="spark", help="what is compared with duckdb: spark (by default), spark_connect or postgres")
    parser.add_argument("--cluster", action="store_true", help="on two executors behind a Spark Connect server, started and stopped for it")
    parser.set_defaults(task=_parity)


def _faults_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fast", action="store_true", help="some faults of every kind, as ./run test does")
    parser.add_argument("--only", metavar="KEY", help="faults whose key begins so")
    parser.add_argument("--company", choices=("sample", "nova"), help="faults of one company")
    parser.add_argument("--clean-days", metavar="N", type=int, help="instead: so many clean days, of which none should be blocked")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="builds at a time (2 by default)")
    parser.set_defaults(task=_faults)


# Every task imports its own module: `check` must not pay for dbt, `rollback` not for anything.
def _build(chosen: argparse.Namespace) -> Exit:
    from python_checks.build import run_build

    return run_build(chosen.landing, chosen.as_of, chosen.target, chosen.full_refresh, chosen.open, bool(chosen.publish))


def _report(chosen: argparse.Namespace) -> Exit:
    from python_checks.report.write import run_report

    return run_report(chosen.company, chosen.open)


def _owners(chosen: argparse.Namespace) -> Exit:
    from python_checks.owners.write import run_owners

    return run_owners(chosen.company, chosen.open)


def _check(chosen: argparse.Namespace) -> Exit:
    from python_checks.check import run_check

    return run_check(chosen.landing, chosen.as_of)


def _new_version(chosen: argparse.Namespace) -> Exit:
    from python_checks.new_version import run_new_version

    return run_new_version(chosen.new, chosen.old)


def _rollback(chosen: argparse.Namespace) -> Exit:
    from python_checks.rollback import run_rollback

    return run_rollback(chosen.release, chosen.company)


def _erase(chosen: argparse.Namespace) -> Exit:
    from python_checks.erase import run_erase

    return run_erase(chosen.account_id, chosen.by)


def _export(chosen: argparse.Namespace) -> Exit:
    from python_checks.export import run_export

    return run_export(chosen.table, chosen.company)


def _prove(chosen: argparse.Namespace) -> Exit:
    from python_checks.proof.prove import run_prove

    return run_prove(chosen.accounts, chosen.seed)


def _mutants(chosen: argparse.Namespace) -> Exit:
    from python_checks.mutants.task import run_mutants

    return run_mutants(chosen.count, chosen.seed, chosen.model, chosen.minutes, chosen.jobs)


def _faults(chosen: argparse.Namespace) -> Exit:
    if chosen.clean_days:
        from python_checks.faults.clean_days import run_clean_days

        return run_clean_days(chosen.clean_days, chosen.jobs)
    from python_checks.faults.task import run_faults

    return run_faults(chosen.only, chosen.company, chosen.fast, chosen.jobs)


def _chaos(chosen: argparse.Namespace) -> Exit:
    from python_checks.chaos.task import run_chaos

    return run_chaos(chosen.kills, chosen.readers, chosen.seed)


def _parity(chosen: argparse.Namespace) -> Exit:
    from python_checks.parity.task import run_parity

    return run_parity(chosen.landing, chosen.days, chosen.target, chosen.cluster)


def _docs(chosen: argparse.Namespace) -> Exit:
    from python_checks.handbook.task import run_docs

    return run_docs()


def _test(chosen: argparse.Namespace) -> Exit:
    from python_checks.test_task import run_tests

    return run_tests(chosen.all)


def _lint(chosen: argparse.Namespace) -> Exit:
    from python_checks.test_task import run_lint

    return run_lint()
