"""What is wrong with the sample's billing, support, survey, social and market exports; the YAML twins say the same in words."""

from python_checks.sample_company.dirt import CASES, DRIFT, FORMULA, NOTHING, Plant, days_later
from python_checks.sample_company.dirt_plan import BAD_DAYS, FUTURE_TIMES, UNKNOWN_ACCOUNTS
from python_checks.sample_company.tables import Row

CANARIES = ("My number is +1 555 0100 179, Pia Canary.", "Write to pia.canary@example.com,\nplease.")


def _paid(row: Row) -> bool:
    return row["status"] == "paid"


def _open(row: Row) -> bool:
    return row["status"] == "open"


def _is_old(row: Row) -> bool:
    return row["started_on"] < "2025"


def _is_running(row: Row) -> bool:
    return not row["ended_on"]


def _is_nps_answer(row: Row) -> bool:
    return row["survey_type"] == "nps" and bool(row.get("score"))


def _has_comment(row: Row) -> bool:
    return bool(row.get("comment"))


BILLING_AND_VOICES: dict[str, tuple[Plant, ...]] = {
    "billing.subscriptions": (
        Plant("duplicate", 1),
        Plant("version", 2, {"plan": ("scale_plus",), "updated_at": (days_later(30),)}, only=_is_old),
        Plant("version", 1, {"mrr": ("nan",), "updated_at": (days_later(-9),)}, "mrr is not a number", _is_running),
        Plant("rewrite", 4, {"account_id": DRIFT}),
        Plant("rewrite", 4, {"status": CASES}),
        Plant("rewrite", 3, {"currency": (str.lower,)}),
        Plant("rewrite", 5, {"ended_on": NOTHING}, only=_is_running),
    ),
    "billing.invoices": (
        Plant("duplicate", 5),
        Plant("extra", 1, {"account_id": UNKNOWN_ACCOUNTS}, "account_id is unknown"),
        Plant("extra", 1, {"amount": ("nan",)}, "amount is not a number"),
        Plant("extra", 1, {"amount": ("1.250,75",)}, "amount has a decimal comma"),
        Plant("extra", 1, {"amount": ("-480.00",)}, "amount is negative and the invoice is not refunded", only=_paid),
        Plant("extra", 1, {"currency": ("CHF",)}, "no rate for the currency", only=_paid),
        Plant("extra", 1, {"issued_on": BAD_DAYS[:1]}, "issued_on is not a date"),
        Plant("extra", 3, {"amount": ("-95.00",), "status": ("refunded",)}, only=_paid),
        Plant("rewrite", 10, {"account_id": DRIFT}),
        Plant("rewrite", 10, {"status": CASES}),
        Plant("rewrite", 10, {"paid_on": NOTHING}, only=_open),
    ),
    "support.tickets": (
        Plant("duplicate", 3),
        Plant("extra", 1, {"account_id": UNKNOWN_ACCOUNTS}, "account_id is unknown"),
        Plant("extra", 1, {"created_at": BAD_DAYS[1:]}, "created_at is not a date"),
        Plant("extra", 1, {"priority": ("sev0",)}, "priority is not in the enum map"),
        Plant("extra", 1, {"csat": ("9",)}, "csat is above 5"),
        Plant("rewrite", 8, {"account_id": DRIFT}),
        Plant("rewrite", 10, {"priority": CASES}),
        Plant("rewrite", 8, {"csat": NOTHING}, only=lambda row: not row["csat"]),
        Plant("rewrite", 4, {"category": (FORMULA, "<b>bug</b>", "{{ 1 }}", "'; drop table tickets; --")}),
    ),
    "support.messages": (
        Plant("duplicate", 5),
        Plant("extra", 3, {"ticket_id": ("TCK-99001", "TCK-99002")}, "ticket_id is unknown"),
        Plant("extra", 2, {"sent_at": BAD_DAYS}, "sent_at is not a date"),
        Plant("extra", 1, {"sent_at": FUTURE_TIMES}, "sent_at is in the future"),
        Plant("extra", 1, {"author_role": ("robot",)}, "author_role is not in the enum map"),
        Plant("rewrite", 8, {"ticket_id": DRIFT}),
        Plant("rewrite", 8, {"author_role": CASES}),
        Plant("rewrite", 6, {"language": NOTHING}),
        Plant("rewrite", 2, {"body": (FORMULA, "Please run {{ 1 }}; '; drop table messages; --")}),
        Plant("rewrite", 2, {"body": CANARIES}),
    ),
    "survey.responses": (
        Plant("duplicate", 3),
        Plant("extra", 1, {"account_id": UNKNOWN_ACCOUNTS}, "account_id is unknown"),
        Plant("extra", 1, {"score": ("11",)}, "score is above 10", only=_is_nps_answer),
        Plant("extra", 1, {"survey_type": ("horoscope",)}, "survey_type is not in the enum map"),
        Plant("extra", 1, {"sent_at": BAD_DAYS[:1]}, "sent_at is not a date"),
        Plant("rewrite", 6, {"account_id": DRIFT}),
        Plant("rewrite", 6, {"survey_type": CASES}),
        Plant("rewrite", 5, {"score": NOTHING}, only=lambda row: not row.get("responded_at")),
        Plant("rewrite", 1, {"comment": ("Ask pia.canary@example.com, she is happy.",)}, only=_has_comment),
    ),
    "social.mentions": (
        Plant("duplicate", 2),
        Plant("extra", 1, {"published_at": FUTURE_TIMES}, "published_at is in the future"),
        Plant("rewrite", 3, {"account_id": DRIFT}),
        Plant("rewrite", 4, {"channel": CASES}),
        Plant("rewrite", 3, {"language": NOTHING}),
    ),
    "market.signals": (
        Plant("duplicate", 1),
        Plant("extra", 1, {"direction": ("2.5",)}, "direction is above 1"),
        Plant("rewrite", 3, {"industry": CASES}),
        Plant("rewrite", 3, {"signal_type": CASES}),
        Plant("rewrite", 4, {"region": NOTHING}, only=lambda row: not row["region"]),
        Plant("rewrite", 1, {"note": (FORMULA,)}),
    ),
}  # fmt: skip
