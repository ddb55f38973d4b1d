"""The market: where experts see an industry going."""

from python_checks.expectations.evidence import codes, least
from python_checks.expectations.promises import CRITICAL, WARNING, filled, not_before, one_of, unique, within
from python_checks.expectations.suites.raw import raw_suite

SIGNALS = raw_suite(
    "market.signals",
    """
    select
        source_relation, signal_id, industry, signal_type, direction, valid_from, valid_to, expert is not null as has_expert, reviewed_on, record_hash
    from {stg_market__signals}
    """,
    unique("source_relation, signal_id", CRITICAL, "A signal would count twice.", "Land each signal under one id."),
    filled("industry", CRITICAL, "A signal of no industry reaches nobody.", "Land the industry of every signal."),
    filled("signal_type", CRITICAL, "Signals are averaged by type.", "Land the type of every signal."),
    one_of("signal_type", codes("market.signals.signal_type"), CRITICAL, "Another word counts as nothing.", "Add the word to the seed enum_map."),
    filled("direction", CRITICAL, "The direction is what the row is about.", "Land the direction of every signal."),
    within("direction", "direction", CRITICAL, "On another scale one signal outweighs all others.", "Land directions between -1 and 1."),
    filled("valid_from", CRITICAL, "Only what is known by a date counts for it.", "Land the first day of every signal."),
    not_before("valid_to", "valid_from", CRITICAL, "It would end before it begins.", "Correct the dates of the signal."),
    one_of("has_expert", [True], WARNING, "An opinion has somebody who holds it.", "Name the expert.", least("mostly")),
    filled("reviewed_on", WARNING, "Old opinions are found by their review.", "Land the day of the last review.", least("mostly")),
)

SUITES = (SIGNALS,)
