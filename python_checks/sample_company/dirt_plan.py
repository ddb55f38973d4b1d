"""What is wrong with the sample's CRM and usage exports. The YAML twin of each file says it in words, with counts."""

from python_checks.sample_company.dirt import CASES, DRIFT, FORMULA, NOTHING, Plant, days_later
from python_checks.sample_company.tables import Row

UNKNOWN_ACCOUNTS = ("ACC-9001", "ACC-9002", "ACC-9003")
BAD_DAYS = ("31/12/2025", "2025-02-30")
FUTURE_TIMES = ("2027-03-01T09:00:00Z", "2031-01-15T12:30:00Z")


OLDER = {"updated_at": ("2025-08-01T08:00:00Z",)}
CANARIES = ("Call pia.canary@example.com or +1 555 0100 177.", "Met Pia Canary, phone 555-0100-178.")


def _early(row: Row) -> bool:
    return row["occurred_at"] < "2026-05-10"


def _is_old(row: Row) -> bool:
    return row["created_at"] < "2025"


def _is_settled(row: Row) -> bool:
    return row["updated_at"] < "2026-06-10"


def _is_there(row: Row) -> bool:
    return not row["left_on"] and _is_settled(row)


CRM_AND_USAGE: dict[str, tuple[Plant, ...]] = {
    "crm.accounts": (
        Plant("duplicate", 1),
        Plant("version", 2, {"owner_name": ("Ida Mossgrove",), "updated_at": (days_later(15),)}, only=_is_settled),
        Plant("version", 1, {"created_at": BAD_DAYS[1:]} | OLDER, "created_at is not a date", _is_old),
        Plant("rewrite", 3, {"account_id": DRIFT}),
        Plant("rewrite", 4, {"industry": CASES}),
        Plant("rewrite", 4, {"segment": CASES}),
        Plant("rewrite", 2, {"region": CASES}),
        Plant("rewrite", 3, {"parent_account_id": NOTHING}, only=lambda row: not row["parent_account_id"]),
        Plant("rewrite", 1, {"industry": NOTHING}, only=lambda row: row["segment"] == "smb"),
    ),
    "crm.contacts": (
        Plant("duplicate", 2),
        Plant("version", 2, {"email": ("moved.away@example.com",), "updated_at": (days_later(15),)}, only=_is_there),
        Plant("extra", 1, {"account_id": UNKNOWN_ACCOUNTS}, "account_id is unknown"),
        Plant("extra", 1, {"role": ("wizard",)}, "role is not in the enum map"),
        Plant("rewrite", 4, {"account_id": DRIFT}),
        Plant("rewrite", 5, {"role": CASES}),
        Plant("rewrite", 4, {"is_active": ("TRUE", "Yes ")}, only=lambda row: row["is_active"] == "true"),
        Plant("rewrite", 3, {"email": NOTHING}),
        Plant("rewrite", 2, {"full_name": ("<i>Runa</i> {{ 1 }}", "Orrin'; drop table contacts; --")}),
    ),
    "crm.activities": (
        Plant("duplicate", 4),
        Plant("extra", 2, {"account_id": UNKNOWN_ACCOUNTS}, "account_id is unknown"),
        Plant("extra", 2, {"occurred_at": BAD_DAYS}, "occurred_at is not a date"),
        Plant("extra", 2, {"occurred_at": FUTURE_TIMES}, "occurred_at is in the future"),
        Plant("extra", 1, {"activity_type": ("carrier_pigeon",)}, "activity_type is not in the enum map"),
        Plant("extra", 1, {"activity_id": ("ACT-\u202e90001",)}, "bidirectional character in activity_id"),
        Plant("rewrite", 12, {"account_id": DRIFT}),
        Plant("rewrite", 8, {"activity_type": CASES}),
        Plant("rewrite", 8, {"contact_id": DRIFT}, only=lambda row: bool(row["contact_id"])),
        Plant("rewrite", 5, {"direction": NOTHING}),
        Plant("rewrite", 3, {"note": (FORMULA, "+1+1", "@SUM(1)")}),
        Plant("rewrite", 2, {"note": CANARIES}),
    ),
    "crm.opportunities": (
        Plant("duplicate", 1),
        Plant("version", 2, {"amount": ("999.00",), "updated_at": (days_later(3),)}, only=_is_settled),
        Plant("extra", 1, {"amount": ("12.500,00",)}, "amount has a decimal comma"),
        Plant("rewrite", 3, {"account_id": DRIFT}),
        Plant("rewrite", 4, {"type": CASES}),
        Plant("rewrite", 4, {"stage": CASES}),
        Plant("rewrite", 5, {"lost_reason": NOTHING}, only=lambda row: not row["lost_reason"]),
        Plant("rewrite", 5, {"competitor": NOTHING}, only=lambda row: not row["competitor"]),
    ),
    "crm.account_pulses": (
        Plant("duplicate", 2),
        Plant("extra", 1, {"account_id": UNKNOWN_ACCOUNTS}, "account_id is unknown"),
        Plant("extra", 1, {"pulse": ("6",)}, "pulse is above 5"),
        Plant("rewrite", 4, {"account_id": DRIFT}),
        Plant("rewrite", 4, {"function": CASES}),
        Plant("rewrite", 3, {"note": NOTHING}),
        Plant("rewrite", 1, {"note": (FORMULA,)}),
    ),
    "crm.score_overrides": (
        Plant("rewrite", 1, {"account_id": DRIFT[:1]}, only=lambda row: row["override_id"] == "OVR-02"),
        Plant("rewrite", 1, {"direction": ("Cap ",)}, only=lambda row: row["override_id"] == "OVR-01"),
        Plant("rewrite", 1, {"note": (FORMULA,)}, only=lambda row: row["override_id"] == "OVR-05"),
    ),
    "usage.events": (
        Plant("duplicate", 40),
        Plant("version", 12, {"quantity": ("3", "4"), "loaded_at": (days_later(2),)}, only=_early),
        Plant("extra", 12, {"account_id": UNKNOWN_ACCOUNTS}, "account_id is unknown"),
        Plant("extra", 10, {"occurred_at": BAD_DAYS}, "occurred_at is not a date"),
        Plant("extra", 8, {"occurred_at": FUTURE_TIMES}, "occurred_at is in the future"),
        Plant("extra", 1, {"event_id": ("EV\x0790001",)}, "control character in event_id"),
        Plant("extra", 3, {"account_id": ("N/A", "null", "")}, "account_id is empty"),
        Plant("extra", 5, {"quantity": ("nan", "inf", "1,5", "nan", "2,5")}, "quantity is not a number"),
        Plant("rewrite", 60, {"account_id": DRIFT}),
        Plant("rewrite", 12, {"user_id": DRIFT}),
        Plant("rewrite", 40, {"loaded_at": (days_later(21), days_later(33), days_later(45))}, only=_early),
        Plant("rewrite", 10, {"feature_key": NOTHING}, only=lambda row: not row["feature_key"]),
    ),
}  # fmt: skip
