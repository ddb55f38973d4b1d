"""What `./run build` does with PostgreSQL as the warehouse and not on DuckDB: docs/postgres.md says what differs and why."""
