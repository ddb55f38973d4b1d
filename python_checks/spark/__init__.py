"""What `./run build` does on Apache Spark and not on DuckDB: docs/spark.md says what differs and why."""
