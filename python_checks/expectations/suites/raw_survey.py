"""Surveys: invitations and answers. Comments are never read here."""

from python_checks.expectations.evidence import codes, end_of_time, least
from python_checks.expectations.promises import CRITICAL, WARNING, between, filled, not_before, one_of, same, unique, within
from python_checks.expectations.suites.raw import raw_suite

RESPONSES = raw_suite(
    "survey.responses",
    """
    select
        source_relation, response_id, account_id, survey_type, sent_at, responded_at, score, score is not null as has_score,
        responded_at is not null as is_answered, contact_id, record_hash
    from {stg_survey__responses}
    """,
    unique("source_relation, response_id", CRITICAL, "An answer would count twice.", "Land each invitation under one id."),
    filled("account_id", CRITICAL, "An answer of nobody says nothing.", "Land the account of every invitation."),
    filled("survey_type", CRITICAL, "Each type has its own scale.", "Land the type of every survey."),
    one_of("survey_type", codes("survey.responses.survey_type"), CRITICAL, "Another type has no scale.", "Add the word to the seed enum_map."),
    within("score", "survey_score", CRITICAL, "Beyond every scale an answer says nothing.", "Land answers in their original scale."),
    filled("sent_at", WARNING, "The response rate counts invitations.", "Land when each invitation was sent.", least("mostly")),
    between("sent_at", None, end_of_time, CRITICAL, "Nobody has been asked yet tomorrow.", "Correct the clock of the survey tool."),
    between("responded_at", None, end_of_time, CRITICAL, "Nobody has answered yet tomorrow.", "Correct the clock of the survey tool."),
    not_before("responded_at", "sent_at", CRITICAL, "An answer cannot come before the question.", "Correct the times; they may be swapped."),
    same("has_score", "is_answered", WARNING, "An answer has a score, an invitation without answer has none.", "Land score and time of an answer together."),
)

SUITES = (RESPONSES,)
