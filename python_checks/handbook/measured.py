"""Factors and measures: what each asks, how it is measured and judged, and what it weighs."""

from python_checks.handbook.rulebook import Row, Rulebook, grouped, number, percent, same_for, table
from python_checks.problems import listed

BASES = {
    "absolute": "the value itself",
    "own_baseline": "the value against the account's own past",
    "peer": "the percentile among accounts of the same industry and segment",
}
POLICIES = {
    "redistribute": "its weight goes to the other measures",
    "cohort_median": "the median of comparable accounts stands in, marked as imputed; without any, its weight goes to the other measures",
    "neutral": "50 stands in, marked as imputed",
    "worst": "0 stands in, marked as imputed",
}


def measures(book: Rulebook) -> str:
    """Every factor with its measures."""
    parts = []
    for factor in book.factors():
        parts.append(f"### {factor['factor_name']}\n\n{factor['question']}")
        parts += [_measure(book, row) for row in book.rows("measures", factor_key=factor["factor_key"])]
    return "\n\n".join(parts)


def _measure(book: Rulebook, row: Row) -> str:
    key = row["measure_key"]
    description = book.twin(key)
    lines = [
        f"#### {row['measure_name']} (`{key}`)",
        row["question"],
        f"- {description[description.index('Formula:') :]}",
        f"- Unit: {row['unit']}. Owner: {row['owner']}.",
        f"- Not applicable when {_not_applicable(book, row)}.",
    ]
    judged = [version for version in book.version_names() if book.rows("measure_rules", model_version=version, measure_key=key)]
    for versions, said in same_for(judged, [_rule(book, version, key) for version in judged]):
        lines.append(f"- Version {listed(versions)}: {said[0]}")
        lines += [f"    - {each}" for each in said[1]]
    return "\n\n".join([*lines[:2], "\n".join(lines[2:])])


def _rule(book: Rulebook, version: str, key: str) -> tuple[str, list[str]]:
    rule = book.rows("measure_rules", model_version=version, measure_key=key)[0]
    said = (
        f"judged is {BASES.get(rule['basis'], rule['basis'])} ({rule['basis']}, {rule['curve_shape']}); valid for {rule['validity_days']} days, then stale; "
        f"when missing or stale, {POLICIES.get(rule['missing_policy'], rule['missing_policy'])} ({rule['missing_policy']})."
    )
    curves = grouped(book.rows("curves", model_version=version, measure_key=key), "scorecard_key")
    return said, [f"curve ({card}): {_curve(points)}" for card, points in curves.items()]


def _curve(points: list[Row]) -> str:
    ordered = sorted(points, key=lambda row: int(row["point_order"]))
    return ", ".join(f"{number(row['x'])} → {number(row['y'])}" for row in ordered)


def _not_applicable(book: Rulebook, row: Row) -> str:
    groups = grouped(book.rows("measure_requirements", measure_key=row["measure_key"]), "requirement_group").values()
    reasons = []
    for group in groups:
        names = [".".join(filter(None, (each["source_name"], each["table_name"], each["column_name"]))) for each in group]
        reasons.append(f"`{names[0]}` is not landed" if len(names) == 1 else f"none of {listed(f'`{name}`' for name in names)} is landed")
    reasons += ["the seats of the account are not known"] if row["needs_seats"] == "true" else []
    tenure = int(row["min_tenure_days"])
    reasons += [f"the tenure is below {tenure} days"] if tenure else []
    return ", or ".join(reasons)


def scorecards(book: Rulebook) -> str:
    """Which scorecard an account has, per version."""
    header = ["scorecard", "for"]
    told = [[[row["scorecard_key"], _condition(row)] for row in book.ranked("scorecards", version)] for version in book.version_names()]
    return "\n\n".join(f"Version {listed(versions)}, the first that fits:\n\n{table(header, each)}" for versions, each in same_for(book.version_names(), told))


def _condition(row: Row) -> str:
    parts = [f"{column.replace('_', ' ')} {row[column]}" for column in ("segment", "industry", "lifecycle_stage") if row[column]]
    return " and ".join(parts) or "everybody else"


def weights(book: Rulebook) -> str:
    """Weights per version and scorecard after fallback: of each factor, and of each measure in the whole score."""
    parts = [f"#### Version {version}\n\n{_weight_table(book, version)}" for version in book.version_names()]
    limits = [
        f"- `{row['measure_key']}` never weighs more than {percent(row['max_nominal_weight'])} of a score: {row['reason']}"
        for row in book.rows("weight_limits")
    ]
    return "\n\n".join([*parts, "\n".join(["Limits, whatever the version:", "", *limits])])


def _weight_table(book: Rulebook, version: str) -> str:
    cards = [row["scorecard_key"] for row in book.ranked("scorecards", version)]
    rows = []
    for factor in book.factors():
        key = factor["factor_key"]
        whole = [book.weight("factor", version, card, key) for card in cards]
        rows.append([f"**{factor['factor_name']}**", *(f"**{percent(weight)}**" for weight in whole)])
        for row in book.rows("measures", factor_key=key):
            shares = [weight * book.weight("measure", version, card, row["measure_key"]) for weight, card in zip(whole, cards, strict=True)]
            rows.append([row["measure_name"], *map(percent, shares)])
    return table(["share of the score", *cards], rows)
