"""Who is scored, for what, and how a score becomes a word and an action."""

from collections.abc import Callable

from python_checks.handbook.rulebook import Row, Rulebook, number, percent, same_for, table
from python_checks.problems import listed


def scored(book: Rulebook) -> str:
    """Who is scored, as of when, and who has no score."""
    settings = book.vars
    lines = [
        "Every account with a paid subscription on the as-of date (no trial, monthly revenue above 0) has a row. The dates of the subscription decide, "
        "never its status.",
        f"A pause of more than {settings['reactivation_gap_days']} days starts a new tenure. Scores exist for the as-of date and for every "
        f"{str(settings['history_weekday']).capitalize()} of the {settings['history_weeks']} weeks before it. Money is in the reporting currency "
        f"({settings['reporting_currency']} unless the landing folder says another).",
    ]
    for versions, row in same_for(book.version_names(), [_eligibility(row) for row in book.versions()]):
        grace, coverage, cohort = row
        lines.append(
            f"Version {listed(versions)}: a tenure below {grace} days is `too_new`; coverage below {percent(coverage)} is `insufficient_data`; peers are "
            f"compared in groups of at least {cohort}. Neither of the two has a score, and nobody is green by absence."
        )
    return "\n\n".join(lines)


def _eligibility(row: Row) -> tuple[str, str, str]:
    return row["grace_days"], row["min_coverage"], row["min_cohort"]


def objectives(book: Rulebook) -> str:
    """What scores are for."""
    versions = {row["objective_key"]: row["model_version"] for row in book.versions() if row["status"] == "champion"}
    rows = [
        [row["objective_name"], row["question"], "yes" if row["is_primary"] == "true" else "", row["owner"], versions.get(row["objective_key"], "none")]
        for row in book.rows("objectives")
    ]
    return table(["objective", "question", "primary", "owner", "champion"], rows)


def lifecycle(book: Rulebook) -> str:
    """Lifecycle stages: the first that fits."""
    return _by_version(book, "lifecycle_stages", ["stage", "holds when"], lambda row: [row["lifecycle_stage"], _stage(row)])


def _stage(row: Row) -> str:
    parts = [f"tenure below {row['tenure_below_days']} days"] if row["tenure_below_days"] else []
    parts += [f"a renewal within {row['renewal_within_days']} days"] if row["renewal_within_days"] else []
    return " and ".join(parts) or "always"


def confidence(book: Rulebook) -> str:
    """Confidence levels: the first whose minima are met."""
    return _by_version(
        book,
        "confidence_levels",
        ["confidence", "least coverage", "least tenure, days"],
        lambda row: [row["confidence"], percent(row["min_coverage"]), row["min_tenure_days"]],
    )


def trends(book: Rulebook) -> str:
    """Trends: the first whose slope is reached."""
    return _by_version(
        book, "trend_labels", ["trend", "least slope, points a week"], lambda row: [row["trend_label"], number(row["min_slope"]) if row["min_slope"] else "any"]
    )


def bands(book: Rulebook) -> str:
    """Bands and their bounds."""
    told = [sorted(book.rows("health_bands", model_version=version), key=lambda row: int(row["band_order"])) for version in book.version_names()]
    header = ["band", "from", "to", "counts as at risk"]
    rows = [[[row["health_band"], *map(number, (row["lower_bound"], row["upper_bound"])), _yes(row["counts_as_at_risk"])] for row in each] for each in told]
    return "\n\n".join(f"Version {listed(versions)}:\n\n{table(header, each)}" for versions, each in same_for(book.version_names(), rows))


def _yes(text: str) -> str:
    return "yes" if text == "true" else "no"


def plays(book: Rulebook) -> str:
    """What to do, the first play that fits."""
    ordered = sorted(book.rows("plays"), key=lambda row: int(row["priority"]))
    names = {row["measure_key"]: row["measure_name"] for row in book.rows("measures")} | {"override": "lowered by hand", "": "any"}
    rows = [[names[row["measure_key"]], row["health_band"] or "any", row["play"], row["play_owner"], row["sla_days"]] for row in ordered]
    return table(["top risk", "band", "play", "who", "within days"], rows)


def exceptions(book: Rulebook) -> str:
    """Rules that limit a score whatever the weights say."""
    rows = [[_exception(row) for row in book.rows("score_exceptions", model_version=version)] for version in book.version_names()]
    header = ["measure", "when", "limit", "reason"]
    return "\n\n".join(f"Version {listed(versions)}:\n\n{table(header, each)}" for versions, each in same_for(book.version_names(), rows))


def _exception(row: Row) -> list[str]:
    return [row["measure_key"], f"{row['operator']} {number(row['threshold'])}", f"{row['direction']} at {number(row['limit_score'])}", row["reason"]]


def _by_version(book: Rulebook, seed: str, header: list[str], told: Callable[[Row], list[str]]) -> str:
    rows = [[told(row) for row in book.ranked(seed, version)] for version in book.version_names()]
    return "\n\n".join(f"Version {listed(versions)}, the first that fits:\n\n{table(header, each)}" for versions, each in same_for(book.version_names(), rows))
