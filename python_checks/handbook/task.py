"""`./run docs`: the handbook, and dbt's own documentation as one file that opens without a network."""

import os
import subprocess
import sys
from pathlib import Path

from python_checks.exits import Exit
from python_checks.handbook.page import HANDBOOK, handbook
from python_checks.project import ROOT

DBT = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]
STATIC = "target/static_index.html"


def run_docs(root: Path = ROOT) -> Exit:
    """Writes docs/handbook.md and target/static_index.html; says where they are. Touches no build file."""
    path = root / HANDBOOK
    path.parent.mkdir(exist_ok=True)
    path.write_text(handbook(root), encoding="utf-8")
    print(f"Handbook:  {HANDBOOK} (commit it)", flush=True)
    command = [*DBT, "docs", "generate", "--static", "--empty-catalog", "--quiet", "--project-dir", str(root), "--profiles-dir", str(root), "--target", "lint"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HEALTH_", "DBT_"))}
    if subprocess.run(command, cwd=root, env=environment, check=False).returncode:
        print("dbt could not write its documentation: its message stands above.")
        return Exit.FAILED
    print(f"Models:    {(root / STATIC).as_uri()}")
    return Exit.DONE
