"""A made-up release and build file of any size, for what the report does with many accounts and with texts that mean harm."""

from pathlib import Path

import duckdb

from python_checks.project import ROOT
from python_checks.readers import literal

HOSTILE = {
    "A-1": "</script><script>window.hurt = 1</script>",
    "A-2": '=HYPERLINK("http://example.com","pay")',
    "A-3": "<img src=x onerror=window.hurt=2>",
    "A-4": "+1+cmd|' /C calc'!A0",
    "A-5": "@SUM(1)",
    "A-6": "-2+3",
    "A-7": "\t=1+1",
    "A-8": 'Comma, "Quote" & Sons',
    "A-9": "{{data}}",
}
DATES = 27

ACCOUNTS = """
    create table {place} as
    select
        'A-' || number as account_id, objective_key,
        coalesce(map({ids}, {names})['A-' || number], 'Account number ' || number) as account_name, cast(null as varchar) as parent_account_id,
        ['software', 'retail', 'finance', null][1 + number % 4] as industry, ['smb', 'mid_market', 'enterprise'][1 + number % 3] as segment, 'emea' as region,
        'Owner ' || (number % 40) as account_owner, 'steady' as lifecycle_stage, 400 as tenure_days, cast(1000 + number as decimal(18, 2)) as arr,
        'EUR' as currency, date '2026-06-30' + cast(number % 300 as integer) as renews_on, date '2026-06-30' as as_of_date, '2026.1' as model_version,
        'scored' as score_status, cast(number % 1000 / 10 as decimal(4, 1)) as health_score, cast(number % 1000 / 10 as decimal(4, 1)) as computed_score,
        cast(number % 1000 / 10 as decimal(4, 1)) as score_low, cast(number % 1000 / 10 as decimal(4, 1)) as score_high,
        case when number % 1000 < 400 then 'critical' when number % 1000 < 600 then 'at_risk' when number % 1000 < 750 then 'watch' else 'healthy'
        end as health_band,
        true as is_band_certain, cast(0.9 as decimal(5, 4)) as coverage, 'high' as confidence, cast(1.5 as decimal(4, 1)) as score_change,
        false as is_overridden, cast(null as varchar) as override_reason, cast(null as varchar) as override_owner, cast(null as date) as override_expires_on
    from range(1, {count} + 1) as numbers(number)
    cross join (select unnest(['retention', 'expansion']) as objective_key)
"""
HISTORY = """
    create table published.account_health_history_v1 as
    select
        account_id, objective_key, date '2026-06-30' - cast(7 * week as integer) as as_of_date,
        case when week < 10 then model_version else '2025.1' end as model_version, health_score, health_band, arr, score_low, score_high
    from published.account_health_by_objective_v1
    cross join range({dates}) as weeks(week)
"""
DRIVERS = """
    create table published.account_health_drivers_v1 as
    select
        account_id, objective_key, as_of_date, 'measure' as driver_type, measure_key, measure_key as driver_name, 'observed' as state, 0.4321 as measured_value,
        43.21 as measure_score, 0.0455 as effective_weight, 1.96 as contribution, 2.59 as lost_points, false as is_imputed, as_of_date as observed_on
    from published.account_health_by_objective_v1
    cross join read_csv({measures}, auto_detect = true)
"""
CHANGES = """
    create table published.account_health_changes_v1 as
    select
        account_id, objective_key, as_of_date - cast(7 * week as integer) as as_of_date, as_of_date - cast(7 * week + 7 as integer) as previous_as_of_date,
        part_type, measure_key, cast(points as decimal(9, 6)) as points
    from published.account_health_by_objective_v1
    cross join range(4) as weeks(week)
    cross join (
        values ('behaviour', 'csat_90d', -1.25), ('coverage', 'nps_180d', 3.0), ('rule_and_override', null, -0.25)
    ) as parts(part_type, measure_key, points)
    where account_id in ('A-76', 'A-77')
"""
RELEASES = """
    create table published.releases as
    select 'made-up' as release_id, date '2026-06-30' as as_of_date, timestamp '2026-07-01' as released_at, true as is_current
"""
WEIGHTS = """
    create table rulebook.resolved_weights as
    select
        scorecards.model_version, scorecards.scorecard_key, measures.factor_key, measure_key, coalesce(own.weight, factor_weights.weight) as factor_weight,
        measure_weights.weight as measure_weight, coalesce(own.weight, factor_weights.weight) * measure_weights.weight as nominal_weight
    from rulebook.scorecards
    inner join rulebook.measure_weights on scorecards.model_version = measure_weights.model_version and measure_weights.scorecard_key = 'default'
    inner join rulebook.measures using (measure_key)
    inner join rulebook.factor_weights on factor_weights.model_version = scorecards.model_version and factor_weights.factor_key = measures.factor_key
    left join rulebook.factor_weights as own
        on own.model_version = scorecards.model_version and own.scorecard_key = scorecards.scorecard_key and own.factor_key = measures.factor_key
    where factor_weights.scorecard_key = 'default'
"""
"""Good for the shipped rulebook, whose scorecards bring no measure weights of their own."""


def make_book(root: Path, count: int, company: str = "book") -> None:
    """Writes releases/<company> and build/<company>.duckdb below `root` with `count` accounts and the project's own rulebook."""
    folder = root / "releases" / company / "2026-06-30-made-up"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    (folder.parent / "current").symlink_to(folder.name)
    (root / "build").mkdir()
    ids, names = ([literal(text) for text in texts] for texts in (HOSTILE.keys(), HOSTILE.values()))
    with duckdb.connect(str(folder / "health.duckdb")) as release:
        release.execute("create schema published")
        place = "published.account_health_by_objective_v1"
        release.execute(ACCOUNTS.format(place=place, ids=f"[{', '.join(ids)}]", names=f"[{', '.join(names)}]", count=count))
        release.execute(HISTORY.format(dates=DATES))
        release.execute(DRIVERS.format(measures=literal(ROOT / "seeds/scoring/measures.csv")))
        release.execute(CHANGES)
        release.execute(RELEASES)
    with duckdb.connect(str(root / "build" / f"{company}.duckdb")) as build:
        _write_rulebook(build)


def _write_rulebook(build: duckdb.DuckDBPyConnection) -> None:
    build.execute("create schema rulebook")
    for seed in sorted((ROOT / "seeds/scoring").glob("*.csv")):
        build.execute(f"create table rulebook.{seed.stem} as select * from read_csv({literal(seed)}, auto_detect = true, header = true)")
    build.execute(WEIGHTS)
