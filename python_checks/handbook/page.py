"""The handbook as one Markdown text, in the order people ask."""

from pathlib import Path

from python_checks.handbook import measured, record, who
from python_checks.handbook.rulebook import Rulebook
from python_checks.project import ROOT

HANDBOOK = "docs/handbook.md"
REMEDY = "run ./run docs and commit docs/handbook.md"
INTRO = (
    "# Handbook of the account health score\n\nWritten by `./run docs` from `seeds/scoring`, `dbt_project.yml` and the YAML of the models: change those, "
    "not this page."
)
MISSING = (
    "What was looked for is in one of four states. `observed`: there is a value (0 is a value). `missing`: the measure applies and there is none. `stale`: "
    "the newest record behind it is older than its validity. `not_applicable`: the company or the account cannot have it; it never counts. A value that "
    "is not observed is never a silent worst or best: the policy of each measure below says what stands in. Coverage is the share of the applicable weight "
    "that was observed; `score_low` and `score_high` are the score with everything missing or stale at its worst and its best."
)
SECTIONS = (
    ("What is scored and who", who.scored),
    ("Objectives", who.objectives),
    ("Lifecycle stages", who.lifecycle),
    ("How missing data is treated", lambda _: MISSING),
    ("Factors and measures", measured.measures),
    ("Scorecards", measured.scorecards),
    ("Weights", measured.weights),
    ("Exceptions", who.exceptions),
    ("Bands", who.bands),
    ("Confidence", who.confidence),
    ("Trend", who.trends),
    ("Plays", who.plays),
    ("Versions", record.versions),
    ("Approvals", record.approvals),
    ("Published tables", record.published_tables),
    ("Glossary", record.glossary),
)


def handbook(root: Path = ROOT) -> str:
    """The whole text; the same for the same files."""
    book = Rulebook(root)
    return "\n\n".join([INTRO, *(f"## {title}\n\n{section(book)}" for title, section in SECTIONS)]) + "\n"
