"""Public mentions. The texts themselves are never read here, only their length."""

from python_checks.expectations.evidence import end_of_time, least
from python_checks.expectations.promises import CRITICAL, WARNING, between, filled, matches, unique
from python_checks.expectations.suites.raw import raw_suite

MENTIONS = raw_suite(
    "social.mentions",
    """
    select source_relation, mention_id, account_id, published_at, length(body) as body_length, language, record_hash
    from {stg_social__mentions}
    """,
    unique("source_relation, mention_id", CRITICAL, "A mention would count twice.", "Land each mention under one id."),
    filled("account_id", CRITICAL, "A mention of nobody reaches nobody.", "Land the account of every mention."),
    filled("published_at", CRITICAL, "Only what was written by a date counts for it.", "Land the time of every mention."),
    between("published_at", None, end_of_time, CRITICAL, "Nobody has read yet what is written tomorrow.", "Correct the clock of the source."),
    filled("body_length", WARNING, "A mention without text has no tone.", "Land the text of every mention.", least("mostly")),
    matches("language", "^[a-z]{2,3}([-_].+)?$", WARNING, "Other forms are taken for a foreign language.", "Land ISO codes of two letters.", least("mostly")),
)

SUITES = (MENTIONS,)
