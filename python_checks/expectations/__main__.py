"""Writes seeds/reference/expectation_catalogue.csv: what is listed where the suites are not judged. Call it after a change of a suite."""

import csv
import io
from pathlib import Path

from python_checks.expectations.results import catalogue_row
from python_checks.expectations.suites import SUITES
from python_checks.project import ROOT, read_rows

CATALOGUE = Path("seeds/reference/expectation_catalogue.csv")


def catalogue(root: Path = ROOT) -> str:
    """The text of the seed, from the suites and the owners in the seed data_sources."""
    owners = {f"{row['source_name']}.{row['table_name']}": row["owner_name"] for row in read_rows(root / "seeds/reference/data_sources.csv")}
    rows = [catalogue_row(suite, promise, owners) for suite in SUITES for promise in suite.promises]
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: (row["suite"], row["expectation"], row["column_name"])))
    return text.getvalue()


if __name__ == "__main__":
    (ROOT / CATALOGUE).write_text(catalogue(), encoding="utf-8")
