"""Usage events: from the counts that staging keeps by day, in the order of the contract's columns (filled_1 is the event's id), because there may be
many millions of them."""

from python_checks.expectations.evidence import end_of_time, least
from python_checks.expectations.promises import CRITICAL, WARNING, between, figure, filled, same, within
from python_checks.expectations.suites.raw import summed_suite

EVENTS = summed_suite(
    "usage.events",
    """
    select
        recorded_on as occurred_on,
        cast(sum(accepted_rows) as bigint) as events,
        cast(sum(filled_1) as bigint) as events_with_id,
        cast(sum(filled_2) as bigint) as events_with_account,
        cast(sum(filled_3) as bigint) as events_with_user,
        cast(sum(filled_4) as double) / sum(accepted_rows) as named_share,
        min(least_quantity) as least_quantity
    from {stg_usage__event_counts}
    group by recorded_on
    order by recorded_on
    """,
    filled("occurred_on", CRITICAL, "Only what happened by a date counts for it.", "Land the time of every event."),
    between("occurred_on", None, end_of_time, CRITICAL, "An event of tomorrow has not happened.", "Correct the clock of the trackers."),
    figure("sum", "events", 1, None, CRITICAL, "No event was accepted: everybody would look idle.", "Land usage.events in full; read quality.quarantine."),
    same("events_with_id", "events", CRITICAL, "An event without an id cannot be told from its copy.", "Land the id of every event."),
    same("events_with_account", "events", CRITICAL, "Use by nobody is nobody's.", "Land the account of every event."),
    same("events_with_user", "events", CRITICAL, "Active users are counted by user.", "Land the user of every event."),
    within("least_quantity", "count", CRITICAL, "Nobody does less than nothing.", "Correct the quantities at the source."),
    figure("mean", "named_share", least("mostly"), None, WARNING, "An empty name says that a tracker changed.", "Land the name of every event."),
)

SUITES = (EVENTS,)
