"""What `./run build` does on Apache Spark and not on DuckDB: docs/spark.md says what differs and why."""

import os


def is_spark(target: str | None) -> bool:
    """True for the targets of profiles.yml that are Apache Spark (spark, spark_connect), said on the command line or as HEALTH_TARGET."""
    return (target or os.environ.get("HEALTH_TARGET", "")).startswith("spark")
