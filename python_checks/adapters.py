"""`./run adapters`: compiles the whole project for adapters it does not run on, offline and with made-up credentials.

That shows that no model, test or macro needs a warehouse to be compiled, and none an engine's own macro without a default. It does not show that the SQL runs.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from python_checks.exits import Exit
from python_checks.project import ROOT

NOBODY: dict[str, Any] = {"schema": "account_health", "threads": 1}
SERVER = NOBODY | {"host": "127.0.0.1", "port": 1, "user": "nobody"}
OUTPUTS: dict[str, dict[str, Any]] = {
    "postgres": SERVER | {"type": "postgres", "password": "none", "dbname": "nothing"},
    "redshift": SERVER | {"type": "redshift", "password": "none", "dbname": "nothing"},
    "snowflake": NOBODY | {"type": "snowflake", "account": "nobody", "user": "nobody", "password": "none", "database": "nothing", "warehouse": "none"},
    "bigquery": NOBODY | {"type": "bigquery", "method": "oauth-secrets", "token": "none", "project": "nothing"},
    "trino": SERVER | {"type": "trino", "method": "none", "database": "nothing"},
}
"""A profile by adapter; nothing listens where they point to."""
DBT = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]


def add_adapters(tasks: Any) -> None:
    """The task on the command line."""
    adapters = tasks.add_parser("adapters", help="compile for adapters it does not run on, offline")
    adapters.add_argument("--only", choices=tuple(OUTPUTS), action="append", default=[], help="this one (may be said more than once)")
    adapters.set_defaults(task=lambda chosen: run_adapters(chosen.only))


def run_adapters(names: list[str], root: Path = ROOT) -> Exit:
    """Compiles for each of the named adapters, all of them where none is named; says how many nodes were compiled."""
    failed = False
    for name in names or list(OUTPUTS):
        compiled, said = compiled_for(name, root)
        failed |= not compiled
        print(f"{name}: {compiled} models, tests and analyses compiled" if compiled else f"{name}: does not compile\n{said}", flush=True)
    return Exit.FAILED if failed else Exit.DONE


def compiled_for(name: str, root: Path = ROOT) -> tuple[int, str]:
    """How many nodes have SQL after `dbt compile` for an adapter, 0 where dbt failed, and what dbt printed."""
    with tempfile.TemporaryDirectory() as folder:
        profile = {"account_health": {"target": name, "outputs": {name: OUTPUTS[name]}}}
        (Path(folder) / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
        where = ["--project-dir", str(root), "--profiles-dir", folder, "--target-path", f"{folder}/target", "--log-path", f"{folder}/logs"]
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("HEALTH_", "DBT_"))}
        done = subprocess.run(
            [*DBT, "--quiet", "compile", "--no-introspect", "--no-populate-cache", *where], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            return 0, done.stdout + done.stderr
        nodes = json.loads((Path(folder) / "target/manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    return sum(1 for node in nodes if node.get("compiled_code")), done.stdout
