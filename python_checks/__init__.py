"""The Python side of the project: command line, preflight, release. Scores are computed in SQL, not here."""
