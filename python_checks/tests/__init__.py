"""Tests of the Python side: real files, real DuckDB, no stand-ins."""
