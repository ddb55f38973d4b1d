"""What the account team writes down: activities, pulses and score overrides."""

from collections.abc import Iterator
from datetime import date
from random import Random

from python_checks.sample_company.days import AS_OF, FIRST_DAY, later, moment, rng_for, utc, with_offset
from python_checks.sample_company.people import contacts_of, email_of, owner_of
from python_checks.sample_company.roster import ACCOUNTS, Account
from python_checks.sample_company.stories import WITHOUT_LOGS, mood_on
from python_checks.sample_company.tables import COLUMNS, Row, numbered

MEETINGS = ("meeting", "meeting", "call", "call", "qbr", "training")
NOTES = (
    "",
    "",
    "",
    "Went through open points.",
    "Planned the next quarter.",
    "Short check-in.",
    "Showed the new reports.",
)
# The CRM of these regions exports its own time zone, whole hours ahead of UTC.
ZONES = {"emea": 2, "apac": 8}
REASONS = {
    "good": ("strong_adoption", "good_sponsor", "expansion_planned"),
    "fair": ("mixed_feedback", "slow_rollout", "new_team"),
    "bad": ("low_adoption", "support_trouble", "no_sponsor", "budget_cut"),
}


def activities() -> list[Row]:
    """Return meetings and e-mails in order of time."""
    rows = (row for account in ACCOUNTS if account.story not in WITHOUT_LOGS for row in _talks(account))
    return numbered(rows, "crm.activities", "ACT-", "occurred_at")


def _talks(account: Account) -> Iterator[Row]:
    rng = rng_for("activities", account.account_id)
    first, last = max(FIRST_DAY, account.started_on), min(AS_OF, account.ended_on or AS_OF)
    for kinds, gap in ((MEETINGS, 1.0), (("email",), 0.55)):
        day = later(first, rng.randint(1, 1 + int(mood_on(account, first).meeting_gap * gap)))
        while day <= last:
            if day.weekday() < 5:
                yield _talk(account, rng.choice(kinds), day, rng)
                day = later(day, max(3, int(mood_on(account, day).meeting_gap * gap * rng.uniform(0.6, 1.2))))
            else:
                day = later(day, 1)


def _talk(account: Account, kind: str, day: date, rng: Random) -> Row:
    people = contacts_of(account, day)[: max(1, round(mood_on(account, day).people))]
    instant = moment(day, rng)
    return {
        "account_id": account.account_id,
        "activity_type": kind,
        "occurred_at": with_offset(instant, ZONES[account.region]) if account.region in ZONES else utc(instant),
        "contact_id": rng.choice(people).contact_id if people else "",
        "direction": rng.choice(("inbound", "outbound", "outbound")),
        "participants": "1" if kind == "email" else str(rng.randint(2, 5)),
        "note": rng.choice(NOTES),
    }


def pulses() -> list[Row]:
    """Return the account team's ratings, about one every eighty days and account."""
    rows = (row for account in ACCOUNTS if account.story not in WITHOUT_LOGS for row in _ratings(account))
    return numbered(rows, "crm.account_pulses", "PUL-", "recorded_at")


def _ratings(account: Account) -> Iterator[Row]:
    rng = rng_for("pulses", account.account_id)
    last = min(AS_OF, account.ended_on or AS_OF)
    # Counted back from the end, so that the newest rating is four days to six weeks old.
    day = later(last, -rng.randint(4, 42))
    while day >= max(FIRST_DAY, later(account.started_on, 10)):
        value = min(5, max(1, round(mood_on(account, day).pulse + rng.uniform(-0.45, 0.45))))
        reasons = REASONS["good" if value >= 4 else "fair" if value == 3 else "bad"]
        yield {
            "account_id": account.account_id,
            "author": email_of(owner_of(account), "example.com"),
            "function": rng.choice(("customer_success", "customer_success", "sales", "support")),
            "pulse": str(value),
            "reason_codes": ";".join(sorted(rng.sample(reasons, rng.randint(1, 2)))),
            "recorded_at": utc(moment(day, rng)),
            "note": rng.choice(("", "", "See the call notes.", "Reviewed with the team.")),
        }
        day = later(day, -rng.randint(60, 85))


#     account, objective, direction, value, reason code, note, owner, approved by, starts on, expires on
OVERRIDE_LINES = """
ACC-1011|retention|cap|55|plant_closure|One plant closes in autumn.|Mira Oakfield|Senna Vireo|2026-05-04|2026-07-27
ACC-1035|retention|floor|62|recovery_plan|Recovery plan agreed.|Jory Penhallow|Senna Vireo|2026-04-20|2026-07-15
ACC-1038||set|50|sponsor_search|New sponsor starts in July.|Tobin Larke|Senna Vireo|2026-06-01|2026-08-01
ACC-1063|retention|set|70|pilot_agreed|Too new to be scored, the pilot went well.|Jory Penhallow|Senna Vireo|2026-06-18|2026-07-31
ACC-1010|retention|cap|45|outage|Outage in winter, settled since.|Mira Oakfield|Senna Vireo|2026-01-12|2026-03-02
ACC-1021|retention|floor|60|relaunch|Relaunch with a new team.|Tobin Larke|Senna Vireo|2026-07-06|2026-09-14
ACC-1018|retention|cap|50||No reason code was given.|Jory Penhallow|Senna Vireo|2026-06-01|2026-07-20
ACC-1022|retention|floor|80|hopeful|Nobody approved this.|Senna Vireo||2026-06-01|2026-07-20
ACC-1040|retention|set|75|hopeful|Has no end.|Mira Oakfield|Tobin Larke|2026-06-01|
ACC-1029|retention|floor|70|payment_promise|Runs for half a year.|Ida Mossgrove|Senna Vireo|2026-04-01|2026-10-01
ACC-1036|retention|lift|65|hopeful|There is no such direction.|Tobin Larke|Senna Vireo|2026-06-01|2026-07-20
"""


def overrides() -> list[Row]:
    """Return the overrides people entered: four in force on the as-of date, one expired, one to come, five invalid."""
    columns = COLUMNS["crm.score_overrides"][1:]
    lines = OVERRIDE_LINES.strip().splitlines()
    return [
        dict(zip(columns, line.split("|"), strict=True)) | {"override_id": f"OVR-{position:02d}"}
        for position, line in enumerate(lines, start=1)
    ]
