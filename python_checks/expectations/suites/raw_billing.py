"""Billing: subscriptions say who pays, invoices whether they do."""

from python_checks.expectations.evidence import codes, end_of_time, least
from python_checks.expectations.promises import CRITICAL, WARNING, between, figure, filled, matches, not_before, one_of, unique, within
from python_checks.expectations.suites.raw import raw_suite

SUBSCRIPTIONS = raw_suite(
    "billing.subscriptions",
    """
    select source_relation, subscription_id, account_id, mrr, currency, seats, started_on, ended_on, renews_on, record_hash
    from {stg_billing__subscriptions}
    """,
    unique("source_relation, subscription_id", CRITICAL, "Revenue would be counted twice.", "Land each subscription under one id."),
    filled("account_id", CRITICAL, "Nobody would be scored for it.", "Land the account of every subscription."),
    filled("mrr", CRITICAL, "Revenue decides who pays and what is at risk.", "Land mrr; 0 where the plan is free."),
    within("mrr", "count", CRITICAL, "Negative revenue hides an account that pays.", "Land credits as invoices with the status refunded."),
    figure("max", "mrr", 0.01, None, CRITICAL, "Nobody pays: the amounts were lost on the way.", "Land billing.subscriptions with its amounts."),
    matches("currency", "^[A-Z]{3}$", CRITICAL, "Without a currency an amount says nothing.", "Land ISO codes of three letters."),
    filled("currency", CRITICAL, "Without a currency an amount says nothing.", "Land ISO codes of three letters."),
    filled("started_on", CRITICAL, "Tenure begins with the first subscription.", "Land the first day of every subscription."),
    not_before("ended_on", "started_on", CRITICAL, "A subscription cannot end before it begins.", "Correct the two dates; they may be swapped."),
    not_before("renews_on", "started_on", WARNING, "Readers see the renewal beside the score.", "Correct the renewal date."),
    within("seats", "count", CRITICAL, "Use is compared with the seats that are paid for.", "Correct the number of seats."),
)

INVOICES = raw_suite(
    "billing.invoices",
    "select source_relation, invoice_id, account_id, amount, currency, issued_on, due_on, paid_on, status, record_hash from {stg_billing__invoices}",
    unique("source_relation, invoice_id", CRITICAL, "An invoice would be overdue twice.", "Land each invoice under one id."),
    filled("account_id", CRITICAL, "An invoice of nobody says nothing of an account.", "Land the account of every invoice."),
    filled("amount", CRITICAL, "Overdue shares are shares of amounts.", "Land the amount of every invoice."),
    figure("max", "amount", 0.01, None, CRITICAL, "No invoice has an amount: they were lost on the way.", "Land billing.invoices with its amounts."),
    filled("currency", CRITICAL, "Without a currency an amount says nothing.", "Land ISO codes of three letters."),
    matches("currency", "^[A-Z]{3}$", CRITICAL, "Without a currency an amount says nothing.", "Land ISO codes of three letters."),
    filled("issued_on", CRITICAL, "Only what was issued by a date counts for it.", "Land the day of every invoice."),
    between("issued_on", None, end_of_time, CRITICAL, "An invoice of tomorrow cannot be judged today.", "Correct the clock or the year in the source."),
    filled("status", CRITICAL, "Paid and open are told apart by it.", "Land the status of every invoice."),
    one_of("status", codes("billing.invoices.status"), CRITICAL, "Another word would be neither paid nor open.", "Add the word to the seed enum_map."),
    filled("due_on", WARNING, "An invoice without a due day is never overdue.", "Land the due day.", least("mostly")),
    not_before("due_on", "issued_on", WARNING, "Due before it was issued, it counts as overdue too early.", "Correct the dates.", least("mostly")),
    not_before("paid_on", "issued_on", WARNING, "Paid before it was issued: the dates may be swapped.", "Correct the dates.", least("mostly")),
)

SUITES = (SUBSCRIPTIONS, INVOICES)
