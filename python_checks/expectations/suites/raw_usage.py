"""Usage events: summed up by day inside the database, because there may be many millions of them."""

from python_checks.expectations.evidence import end_of_time, least
from python_checks.expectations.promises import CRITICAL, WARNING, between, figure, filled, same, within
from python_checks.expectations.suites.raw import summed_suite

EVENTS = summed_suite(
    "usage.events",
    """
    select
        occurred_on,
        count(*) as events,
        count(event_id) as events_with_id,
        count(account_id) as events_with_account,
        count(user_id) as events_with_user,
        cast(count(event_name) as double) / count(*) as named_share,
        min(quantity) as least_quantity
    from {base_usage__events}
    where reject_reason is null
    group by occurred_on
    order by occurred_on
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
