"""How a customer behaves while a mood lasts. All rates are what the generators aim at, not what every week shows."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Mood:
    """One way to behave.

    active_share: share of seats in use (0-1); active_days: days with usage a week; features: features in use (of 12);
    unpaid: share of invoices left unpaid; failing: share of payments that fail at first; tickets: tickets per 10 seats and
    90 days; urgent: share of urgent or high tickets; stuck: share of urgent or high tickets never resolved; hours: usual hours
    to resolve; csat: 1-5; nps: 0-10; answers: share of surveys answered; tone: of texts, -1 to 1; pulse: 1-5;
    meeting_gap: days between meetings; people: contacts the team talks to.
    """

    active_share: float
    active_days: float
    features: float
    unpaid: float
    failing: float
    tickets: float
    urgent: float
    stuck: float
    hours: float
    csat: float
    nps: float
    answers: float
    tone: float
    pulse: float
    meeting_gap: float
    people: float


#                       share  days  feat unpaid fail  tick  urg  stuck hours csat  nps  answ  tone pulse  gap people
MOODS: dict[str, Mood] = {
    "thriving":    Mood(0.98, 4.4, 11.0, 0.00, 0.01, 1.2, 0.15, 0.00, 10., 4.7, 9.3, 0.75, 0.75, 4.6, 24., 5.0),
    "content":     Mood(0.80, 3.0, 7.5, 0.00, 0.03, 1.9, 0.20, 0.00, 20., 4.2, 8.2, 0.50, 0.40, 3.9, 38., 3.0),
    "lukewarm":    Mood(0.58, 2.0, 5.0, 0.02, 0.08, 2.6, 0.25, 0.02, 36., 3.6, 7.0, 0.30, 0.00, 3.1, 65., 2.0),
    "settling":    Mood(0.62, 3.0, 5.5, 0.00, 0.03, 3.5, 0.20, 0.00, 18., 4.2, 8.0, 0.60, 0.35, 3.9, 14., 3.0),
    "unhappy":     Mood(0.38, 1.4, 4.0, 0.05, 0.10, 7.5, 0.50, 0.30, 120., 1.8, 3.5, 0.50, -0.75, 2.0, 45., 3.0),
    "grumbling":   Mood(0.45, 1.8, 4.5, 0.05, 0.10, 6.0, 0.40, 0.00, 80., 2.3, 4.5, 0.45, -0.60, 2.2, 45., 3.0),
    "fading":      Mood(0.10, 0.5, 2.0, 0.02, 0.08, 0.8, 0.25, 0.05, 40., 3.2, 5.5, 0.15, -0.30, 2.3, 110., 1.0),
    "absent":      Mood(0.00, 0.0, 1.0, 0.05, 0.05, 0.0, 0.20, 0.00, 40., 3.0, 5.0, 0.00, 0.00, 1.9, 400., 0.0),
    "owing":       Mood(0.50, 1.9, 4.5, 0.85, 0.60, 2.4, 0.30, 0.05, 40., 3.3, 6.2, 0.20, -0.20, 2.6, 70., 1.0),
    "leaderless":  Mood(0.60, 2.2, 5.5, 0.00, 0.05, 2.0, 0.25, 0.00, 26., 3.8, 7.2, 0.20, 0.05, 2.9, 130., 1.0),
    "distrusted":  Mood(0.30, 1.1, 3.5, 0.10, 0.20, 3.5, 0.40, 0.10, 60., 2.8, 5.0, 0.25, -0.50, 1.0, 60., 2.0),
}  # fmt: skip


def blend(earlier: Mood, later: Mood, share: float) -> Mood:
    """Return the mood between two, `share` (0-1) of the way from the earlier to the later one."""
    parts = {
        field.name: (1 - share) * getattr(earlier, field.name) + share * getattr(later, field.name) for field in fields(Mood)
    }
    return Mood(**parts)
