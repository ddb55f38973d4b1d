"""What the page of one account needs: the drivers of its scores and what moved them.

Many rows, read lazily by the page: DuckDB writes them as JSON, and they are kept in chunks of accounts.
"""

from collections.abc import Iterator

from python_checks.report.accounts import ACCOUNTS, CHANGES, HISTORY
from python_checks.report.tables import Tables

CHUNK = 100
"""Accounts in one chunk: small enough to parse unnoticed, large enough that 5,000 accounts stay a tidy file."""
STATES = ["observed", "missing", "stale", "not_applicable"]

# A measure is [number of the measure, number of the state, value, score, contribution, lost points, is imputed, days since observed].
DRIVERS = """
    select account_id, objective_key, 'drivers', concat('[', string_agg(row, ',' order by measure_key), ']')
    from (
        select
            account_id, objective_key, measure_key,
            cast(json_array(
                list_position($keys, measure_key) - 1, list_position($states, state) - 1, round(cast(measured_value as double), 4),
                round(cast(measure_score as double), 2), round(cast(contribution as double), 3), round(cast(lost_points as double), 3),
                cast(is_imputed as integer), as_of_date - observed_on
            ) as varchar) as row
        from published.account_health_drivers_v1
        where driver_type = 'measure'
    ) as measures
    group by all
"""
LIMITS = """
    select account_id, objective_key, 'limits', to_json(list([driver_type, driver_name, cast(contribution as varchar)] order by driver_type))
    from published.account_health_drivers_v1
    where driver_type != 'measure'
    group by all
"""
BOUNDS = f"""
    select
        accounts.account_id, accounts.objective_key, 'bounds',
        to_json([
            list(cast(history.score_low as double) order by dates.as_of_date),
            list(cast(history.score_high as double) order by dates.as_of_date)
        ])
    from {ACCOUNTS} as accounts
    cross join (select distinct as_of_date from {HISTORY}) as dates
    left join {HISTORY} as history
        on history.account_id = accounts.account_id
        and history.objective_key = accounts.objective_key
        and history.as_of_date = dates.as_of_date
    group by all
    having count(*) filter (where history.score_low != history.score_high) > 0
"""
# One list of [kind of cause, number of the measure, points] for every date to compare with.
MOVES = f"""
    with parts as (
        select changes.account_id, changes.objective_key, since.position, part_type, measure_key, sum(points) as points
        from {CHANGES} as changes
        inner join (select unnest($compare) as day, generate_subscripts($compare, 1) as position) as since
            on changes.previous_as_of_date >= cast(since.day as date)
        group by all
        having sum(points) is null or abs(sum(points)) >= 0.0005
    ),
    windows as (
        select
            account_id, objective_key, position,
            string_agg(
                cast(json_array(part_type, list_position($keys, measure_key) - 1, round(cast(points as double), 3)) as varchar), ','
                order by part_type, measure_key
            ) as rows
        from parts
        group by all
    )
    select account_id, objective_key, 'moves', concat('[', string_agg(concat('[', rows, ']'), ',' order by windows.position), ']')
    from (select distinct account_id, objective_key from windows) as accounts
    cross join (select generate_subscripts($compare, 1) as position) as every
    left join windows using (account_id, objective_key, position)
    group by all
"""


def read_measure_keys(release: Tables) -> list[str]:
    """The measures of the release; details call them by their number in this list."""
    return [row[0] for row in release.rows("select distinct measure_key from published.account_health_drivers_v1 where driver_type = 'measure' order by 1")]


def read_details(release: Tables, ids: list[str], keys: list[str], compare: list[str]) -> Iterator[str]:
    """JSON texts, each a list of at most CHUNK accounts in the order of ids: objective -> {drivers, limits, bounds, moves}, what there is of them."""
    details: dict[str, dict[str, list[str]]] = {account_id: {} for account_id in ids}
    queries: dict[str, dict[str, object]] = {DRIVERS: {"keys": keys, "states": STATES}, LIMITS: {}, BOUNDS: {}}
    if release.columns(CHANGES):
        queries[MOVES] = {"keys": keys, "compare": compare}
    for sql, parameters in queries.items():
        for account_id, objective, part, text in release.raw_rows(sql, parameters):
            if account_id in details:
                details[account_id].setdefault(objective, []).append(f'"{part}":{text}')
    for start in range(0, len(ids), CHUNK):
        yield f"[{','.join(_account(details[account_id]) for account_id in ids[start : start + CHUNK])}]"


def _account(objectives: dict[str, list[str]]) -> str:
    return "{" + ",".join(f'"{objective}":{{{",".join(parts)}}}' for objective, parts in objectives.items()) + "}"
