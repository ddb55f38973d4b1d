"""The CRM: what the account team does, sells, thinks and overrides."""

from python_checks.expectations.evidence import codes, end_of_time, least
from python_checks.expectations.promises import CRITICAL, WARNING, between, filled, matches, not_before, one_of, unique, within
from python_checks.expectations.suites.raw import raw_suite

ACTIVITIES = raw_suite(
    "crm.activities",
    "select source_relation, activity_id, account_id, activity_type, occurred_at, contact_id, participants, record_hash from {stg_crm__activities}",
    unique("source_relation, activity_id", CRITICAL, "A meeting would be held twice.", "Land each activity under one id."),
    filled("account_id", CRITICAL, "A meeting with nobody engages nobody.", "Land the account of every activity."),
    filled("activity_type", CRITICAL, "A call is not a meeting.", "Land the type of every activity."),
    one_of("activity_type", codes("crm.activities.activity_type"), CRITICAL, "Another word counts as nothing.", "Add the word to the seed enum_map."),
    filled("occurred_at", CRITICAL, "Only what happened by a date counts for it.", "Land the time of every activity."),
    between("occurred_at", None, end_of_time, CRITICAL, "A meeting of tomorrow has not been held.", "Land plans elsewhere, or correct the clock."),
    within("participants", "count", CRITICAL, "Nobody meets fewer than nobody.", "Correct the number in the CRM."),
)

OPPORTUNITIES = raw_suite(
    "crm.opportunities",
    """
    select source_relation, opportunity_id, account_id, type, amount, currency, close_on, is_won, created_at, record_hash
    from {stg_crm__opportunities}
    """,
    unique("source_relation, opportunity_id", CRITICAL, "A deal would be won twice.", "Land each opportunity under one id."),
    filled("account_id", CRITICAL, "A deal with nobody is none.", "Land the account of every opportunity."),
    filled("type", CRITICAL, "A renewal is not an expansion.", "Land the type of every opportunity."),
    one_of("type", codes("crm.opportunities.type"), CRITICAL, "Another word counts as nothing.", "Add the word to the seed enum_map."),
    within("amount", "count", CRITICAL, "Negative deals hide what is lost.", "Correct the sign in the CRM."),
    matches("currency", "^[A-Z]{3}$", WARNING, "Another form will have no exchange rate.", "Land ISO codes of three letters."),
    filled("close_on", WARNING, "A deal without a date is never due.", "Fill in the close date in the CRM.", least("mostly")),
    not_before("close_on", "created_at", WARNING, "Closed before it was opened: the dates may be swapped.", "Correct the dates in the CRM.", least("mostly")),
)

PULSES = raw_suite(
    "crm.account_pulses",
    "select source_relation, pulse_id, account_id, pulse, recorded_at, record_hash from {stg_crm__account_pulses}",
    unique("source_relation, pulse_id", CRITICAL, "An opinion would count twice.", "Land each pulse under one id."),
    filled("account_id", CRITICAL, "An opinion of nobody says nothing.", "Land the account of every pulse."),
    filled("pulse", CRITICAL, "The pulse is what the row is about.", "Land the pulse of every row."),
    within("pulse", "customer_rating", CRITICAL, "On another scale good would read as bad.", "Land pulses as 1 (bad) to 5 (good)."),
    filled("recorded_at", CRITICAL, "Only what was said by a date counts for it.", "Land the time of every pulse."),
    between("recorded_at", None, end_of_time, CRITICAL, "Nobody has said yet what they think tomorrow.", "Correct the clock of the CRM."),
)

OVERRIDES = raw_suite(
    "crm.score_overrides",
    """
    select
        source_relation, override_id, account_id, direction, value, reason_code, owner is not null as has_owner,
        approved_by is not null as has_approver, starts_on, expires_on, record_hash
    from {stg_crm__score_overrides}
    """,
    unique("source_relation, override_id", CRITICAL, "An override would hold twice.", "Land each override under one id."),
    filled("account_id", CRITICAL, "An override of nobody changes nothing.", "Land the account of every override."),
    filled("direction", CRITICAL, "A cap is not a floor.", "Land the direction of every override."),
    one_of("direction", codes("crm.score_overrides.direction"), CRITICAL, "Another word would do nothing.", "Add the word to the seed enum_map."),
    filled("value", CRITICAL, "The value is the score that readers see.", "Land the value of every override."),
    within("value", "score", CRITICAL, "A score lies between 0 and 100.", "Correct the value of the override."),
    filled("reason_code", CRITICAL, "Nobody may change a score without saying why.", "Give the override a reason."),
    one_of("has_owner", [True], CRITICAL, "Somebody answers for every override.", "Give the override an owner."),
    one_of("has_approver", [True], CRITICAL, "Nobody overrides a score alone.", "Have the override approved."),
    filled("expires_on", CRITICAL, "An override that never ends becomes the rule.", "Give the override a last day."),
    not_before("expires_on", "starts_on", CRITICAL, "It would end before it begins.", "Correct the dates of the override."),
    may_be_empty=True,
)

SUITES = (ACTIVITIES, OPPORTUNITIES, PULSES, OVERRIDES)
