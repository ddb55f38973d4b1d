"""`./run parity`: builds the sample or a landing folder on DuckDB and on Spark or PostgreSQL, day after day, and compares what readers would see."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import yaml

from python_checks.exits import Exit
from python_checks.parity.compare import Comparison, compare_builds
from python_checks.postgres import mirror as on_postgres
from python_checks.postgres.database import database_of_its_own
from python_checks.project import ROOT, project_vars, read_yaml
from python_checks.settings import landing_path
from python_checks.spark import mirror as on_spark
from python_checks.spark.cluster import Cluster, ClusterError, running_cluster
from python_checks.warehouse import engine_of

SPARK_PYTHON = "HEALTH_SPARK_PYTHON"
"""The Python of the environment with dbt-spark, where it is not .venv-spark."""
REMOTE = "HEALTH_SPARK_REMOTE"
KEPT = frozenset({REMOTE, "HEALTH_SPARK_PARTITIONS"})
"""What a build here takes over from whoever calls: where a cluster is, and nothing of a company."""


@dataclass(frozen=True)
class Company:
    """One company to build: its name under build/, its as-of date, and its landing folder (None for the sample)."""

    name: str
    as_of_date: date
    landing: Path | None = None


def run_parity(landing: str | None, days: int, target: str, is_cluster: bool = False, root: Path = ROOT) -> Exit:
    """Builds and compares day by day; the first difference ends it with the table, key and column of what differs.

    With `is_cluster` Spark is a Connect server with two executors, started here for as long as it takes.
    """
    sample_date = date.fromisoformat(project_vars(root)["sample_as_of_date"])
    company = landed_as_parquet(landing_path(landing), root) if landing else Company("parity_sample", sample_date)
    forget(company.name, root)
    if engine_of(target) == "postgres":
        return compare_days(company, days, target, {**os.environ, "PGDATABASE": database_of_its_own(company.name)}, root)
    if not is_cluster:
        return compare_days(company, days, target, dict(os.environ), root)
    try:
        with running_cluster(company.name, spark_python(root), root) as cluster:
            done = compare_days(company, days, "spark_connect", {**os.environ, REMOTE: cluster.address}, root)
            print(executor_line(cluster), flush=True)
    except ClusterError as error:
        print(error)
        return Exit.FAILED
    return done


def compare_days(company: Company, days: int, target: str, environment: dict[str, str], root: Path = ROOT) -> Exit:
    """Day after day, on DuckDB and on the other target."""
    for day in range(days):
        as_of = company.as_of_date + timedelta(days=day)
        if not all(build(company, as_of, engine, environment, root) for engine in ("duckdb", target)):
            return Exit.FAILED
        mirror_path = on_postgres.mirror_path if engine_of(target) == "postgres" else on_spark.mirror_path
        found = compare_builds(root / "build" / f"{company.name}.duckdb", mirror_path(company.name, root), root)
        print(*lines_of(company.name, as_of, found), sep="\n", flush=True)
        if not found.is_equal:
            return Exit.FAILED
    return Exit.DONE


def build(company: Company, as_of: date, target: str, environment: dict[str, str], root: Path = ROOT) -> bool:
    """One whole build in the environment of its engine; False where nothing was published."""
    python = spark_python(root) if engine_of(target) == "spark" else sys.executable
    kept = {name: value for name, value in environment.items() if name in KEPT or not name.startswith("HEALTH_")} | {"HEALTH_COMPANY": company.name}
    command = [python, "-m", "python_checks", "build", "--target", target, "--as-of", as_of.isoformat()]
    command += ["--landing", str(company.landing)] if company.landing else []
    print(f"== {company.name} as of {as_of} on {target}", flush=True)
    return subprocess.run(command, cwd=root, env=kept, check=False).returncode == Exit.DONE


def spark_python(root: Path = ROOT) -> str:
    """The Python of the environment with dbt-spark."""
    return os.environ.get(SPARK_PYTHON, str(root / ".venv-spark/bin/python"))


def forget(name: str, root: Path = ROOT) -> None:
    """Removes what an earlier comparison built: both engines begin without a release."""
    for path in (root / "build").glob(f"{name}*.duckdb*"):
        path.unlink()
    for folder in (root / "build/spark_warehouse" / name, root / "releases" / name):
        shutil.rmtree(folder, ignore_errors=True)


def landed_as_parquet(source: Path, root: Path = ROOT) -> Company:
    """A copy of a landing folder under build/, CSV files as Parquet with their text as it is: both engines read the same files in place."""
    settings = read_yaml(source / "landing.yml")
    name = f"parity_{settings['company']}"
    folder = root / "build" / f"{name}_landing"
    shutil.rmtree(folder, ignore_errors=True)
    for file in sorted(source.glob("*/*.csv")):
        target = folder / file.parent.name / f"{file.stem}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        rows = duckdb.connect().read_csv(str(file), all_varchar=True, header=True, delimiter=",", quotechar='"', escapechar='"')
        rows.write_parquet(str(target))
    for file in sorted([*source.glob("*/*.parquet"), *source.glob("*/*/*.parquet")]):
        target = folder / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    said = {**settings, "company": name, "as_of_date": str(settings["as_of_date"])}
    (folder / "landing.yml").write_text(yaml.safe_dump(said), encoding="utf-8")
    return Company(name, date.fromisoformat(said["as_of_date"]), folder)


def lines_of(name: str, as_of: date, found: Comparison) -> list[str]:
    """What was compared, and what differs."""
    verdict = "identical" if found.is_equal else f"{found.differing:,} rows differ"
    return [f"{name} as of {as_of}: {found.tables} published tables, {found.rows:,} rows compared, {verdict}", *(f"  {each}" for each in found.differences)]


def executor_line(cluster: Cluster) -> str:
    """What the executors did, as the server counts it."""
    tasks = cluster.executors()
    return f"{len(tasks)} executors: " + ", ".join(f"{name} finished {count:,} tasks" for name, count in sorted(tasks.items()))
