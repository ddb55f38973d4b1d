"""What happens to a customer over the twelve months: from one mood to another, beginning about a date, over some days."""

from dataclasses import dataclass, replace
from datetime import date

from python_checks.sample_company.days import later, rng_for
from python_checks.sample_company.moods import MOODS, Mood, blend
from python_checks.sample_company.roster import Account


@dataclass(frozen=True)
class Story:
    """From the mood `before` to the mood `after`, beginning up to 30 days after turn_on and taking blend_days."""

    before: str
    after: str
    turn_on: date = date(2025, 7, 1)
    blend_days: int = 1


STORIES: dict[str, Story] = {
    "healthy_grower": Story("content", "thriving", date(2025, 10, 1), 150),
    "steady": Story("content", "content"),
    "plodding": Story("lukewarm", "lukewarm"),
    "fading_usage": Story("content", "fading", date(2026, 2, 1), 90),
    "champion_left": Story("content", "lukewarm", date(2026, 4, 15), 40),
    "overdue_payer": Story("lukewarm", "owing", date(2026, 1, 5), 20),
    "payment_stopped": Story("lukewarm", "owing", date(2025, 8, 15), 10),
    "unhappy_support": Story("content", "unhappy", date(2026, 1, 20), 60),
    "sponsor_gone": Story("content", "leaderless", date(2026, 1, 10), 45),
    "silent": Story("lukewarm", "absent", date(2026, 2, 10), 50),
    "rated_one": Story("lukewarm", "distrusted", date(2026, 3, 10), 60),
    "onboarding": Story("settling", "settling"),
    "slow_onboarding": Story("fading", "absent", date(2026, 5, 4), 30),
    "renewal_near": Story("content", "lukewarm", date(2026, 2, 1), 90),
    "recovering": Story("grumbling", "content", date(2026, 1, 15), 90),
    "multi_product": Story("content", "thriving", date(2025, 12, 1), 90),
    "merge_survivor": Story("content", "content"),
    "reactivated": Story("content", "content"),
    "short_pause": Story("lukewarm", "content", date(2026, 2, 1), 60),
    "brand_new": Story("settling", "settling"),
    "no_data": Story("absent", "absent"),
    "churned": Story("lukewarm", "absent", date(2025, 9, 15), 60),
    "trial_only": Story("settling", "settling"),
    "internal_test": Story("thriving", "thriving"),
    "merged_away": Story("content", "content"),
}
# Nothing but a subscription: no invoices, no events, no people.
WITHOUT_LOGS = frozenset({"no_data"})


def mood_on(account: Account, day: date) -> Mood:
    """Return how an account behaves on a day; accounts of one story differ a little in the share of seats they use."""
    story, rng = STORIES[account.story], rng_for("mood", account.account_id)
    turn_on = later(story.turn_on, rng.randint(0, 30))
    share = min(1.0, max(0.0, (day - turn_on).days / story.blend_days))
    mood = blend(MOODS[story.before], MOODS[story.after], share)
    lean = rng.uniform(-0.12, 0.08)
    return replace(
        mood,
        active_share=min(1.0, max(0.0, mood.active_share * (1 + lean))),
        features=mood.features * (1 + lean),
        meeting_gap=mood.meeting_gap * (1 - lean),
        tone=mood.tone + lean,
    )
