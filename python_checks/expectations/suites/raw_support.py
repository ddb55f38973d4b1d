"""Support: tickets and messages. Texts are never read here, only their length."""

from python_checks.expectations.evidence import codes, end_of_time, least
from python_checks.expectations.promises import CRITICAL, WARNING, between, filled, matches, not_before, one_of, unique, within
from python_checks.expectations.suites.raw import raw_suite

TICKETS = raw_suite(
    "support.tickets",
    """
    select
        source_relation, ticket_id, account_id, created_at, first_response_at, resolved_at, priority, reopened_count, csat, record_hash
    from {stg_support__tickets}
    """,
    unique("source_relation, ticket_id", CRITICAL, "A problem would be had twice.", "Land each ticket under one id."),
    filled("account_id", CRITICAL, "A problem of nobody is nobody's.", "Land the account of every ticket."),
    filled("created_at", CRITICAL, "Only what was asked by a date counts for it.", "Land the time of every ticket."),
    between("created_at", None, end_of_time, CRITICAL, "Nobody has asked yet what they ask tomorrow.", "Correct the clock of the help desk."),
    not_before("first_response_at", "created_at", CRITICAL, "An answer cannot come before the question.", "Correct the times; they may be swapped."),
    not_before("resolved_at", "created_at", CRITICAL, "A solution cannot come before the problem.", "Correct the times; they may be swapped."),
    filled("priority", WARNING, "Urgent problems are found by priority.", "Land the priority of every ticket.", least("mostly")),
    one_of("priority", codes("support.tickets.priority"), CRITICAL, "Another word is never urgent.", "Add the word to the seed enum_map."),
    within("reopened_count", "count", CRITICAL, "Nothing is opened again fewer than no times.", "Correct the count in the help desk."),
    within("csat", "customer_rating", CRITICAL, "On another scale good would read as bad.", "Land ratings as 1 (bad) to 5 (good)."),
)

MESSAGES = raw_suite(
    "support.messages",
    """
    select source_relation, message_id, ticket_id, account_id, author_role, sent_at, length(body) as body_length, language, record_hash
    from {stg_support__messages}
    """,
    unique("source_relation, message_id", CRITICAL, "Words would count twice.", "Land each message under one id."),
    filled("ticket_id", CRITICAL, "A message belongs to a ticket.", "Land the ticket of every message."),
    filled("account_id", CRITICAL, "Words of nobody have nobody's tone.", "Land the tickets of all messages."),
    filled("author_role", CRITICAL, "What we write is not how the customer feels.", "Land the role of every author."),
    one_of("author_role", codes("support.messages.author_role"), CRITICAL, "Another word is nobody's voice.", "Add the word to the seed enum_map."),
    filled("sent_at", CRITICAL, "Only what was written by a date counts for it.", "Land the time of every message."),
    between("sent_at", None, end_of_time, CRITICAL, "Nobody has read yet what is written tomorrow.", "Correct the clock of the help desk."),
    filled("body_length", WARNING, "A message without text has no tone.", "Land the text of every message.", least("mostly")),
    matches("language", "^[a-z]{2,3}([-_].+)?$", WARNING, "Other forms are taken for a foreign language.", "Land ISO codes of two letters.", least("mostly")),
)

SUITES = (TICKETS, MESSAGES)
