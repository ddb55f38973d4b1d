"""Builds whose tables lie in a warehouse and not in a build file of DuckDB: what both engines have in common."""

import os

ENGINES = {"spark": "Spark", "postgres": "PostgreSQL"}
"""How the targets of profiles.yml begin, and what people call the engine."""


def engine_of(target: str | None) -> str | None:
    """'spark' or 'postgres' for a target of profiles.yml (said on the command line or as HEALTH_TARGET); None for DuckDB."""
    said = target or os.environ.get("HEALTH_TARGET", "")
    return next((engine for engine in ENGINES if said.startswith(engine)), None)
