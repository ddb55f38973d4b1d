"""The main table about to be published, one row per account and objective: complete, true in itself, and not unlike the last release."""

from python_checks.expectations.evidence import codes, end_of_time, scaled, shares, shifted
from python_checks.expectations.promises import (
    CRITICAL,
    WARNING,
    Part,
    Suite,
    between,
    distinct,
    figure,
    filled,
    has_rows,
    like_before,
    matches,
    not_before,
    one_of,
    same,
    unique,
    within,
)

OWNER = "Analytics Engineering"
DEFECT = "A defect in fct_account_health or what it reads; compare the row with fct_account_scores."
LOOK = "Look at fct_measure_scores for a measure that moved for everybody; correct its source, or publish the change of rules in a version of its own."
ADDRESS = r"[^\s@]+@[^\s@]+\.[^\s@]+"

ROWS = Part(
    f"""
    select
        account_id, objective_key, as_of_date, account_name is not null as has_name, model_version, rules_hash, score_status, health_band, currency,
        arr, arr_at_risk, tenure_days, health_score,
        health_score - score_low as above_low, score_high - health_score as below_high, coverage, confidence, is_overridden,
        recommended_play is not null and play_owner is not null as has_play,
        score_status = 'scored' as is_scored,
        health_score is not null and health_score_exact is not null and confidence is not null and band_order is not null as has_score,
        override_reason is not null and override_owner is not null as has_override_words,
        health_score - health_score_exact as rounding,
        health_score - previous_health_score - score_change as change_unexplained,
        regexp_matches(
            concat_ws(' ', top_risk_1, top_risk_2, top_risk_3, top_strength_1, top_strength_2, top_strength_3, recommended_play, next_best_lift), '{ADDRESS}'
        ) as has_address,
        regexp_matches(concat_ws(' ', top_risk_1, top_strength_1, next_best_lift), '[{{][a-z_]+[}}]') as has_placeholder
    from {{fct_account_health}}
    where is_latest_date
    order by account_id, objective_key
    """,
    (
        has_rows(CRITICAL, "Readers would see an empty table.", "Check that billing.subscriptions has paid rows on the as-of date."),
        unique("account_id, objective_key", CRITICAL, "An account would be listed twice.", DEFECT),
        filled("account_id", CRITICAL, "Readers find accounts by id.", DEFECT),
        one_of("has_name", [True], WARNING, "Readers know accounts by name.", "Fill in the names in the CRM.", 0.9),
        distinct("as_of_date", 1, 1, CRITICAL, "A release speaks of one date.", DEFECT),
        between("as_of_date", None, end_of_time, CRITICAL, "A release of tomorrow.", DEFECT),
        distinct("currency", 1, 1, CRITICAL, "Sums of two currencies mean nothing.", "Set one reporting_currency in landing.yml."),
        matches("currency", "^[A-Z]{3}$", CRITICAL, "Readers see amounts in it.", "Set reporting_currency in landing.yml to a code like USD."),
        filled("model_version", CRITICAL, "A score names the rules that made it.", DEFECT),
        filled("rules_hash", CRITICAL, "A score names the rules that made it.", DEFECT),
        filled("score_status", CRITICAL, "Every account says why it has a score or none.", DEFECT),
        one_of("score_status", codes("score_status"), CRITICAL, "Readers know three words only.", DEFECT),
        filled("health_band", CRITICAL, "Every account has a band or a word in its place.", DEFECT),
        one_of("health_band", codes("health_band"), CRITICAL, "Readers would see an unknown band.", DEFECT),
        same("has_score", "is_scored", CRITICAL, "Scored accounts have a score, a band and a confidence, others none.", DEFECT),
        within("health_score", "score", CRITICAL, "A score lies between 0 and 100.", DEFECT),
        filled("coverage", CRITICAL, "Readers judge a score by its coverage.", DEFECT),
        within("coverage", "share", CRITICAL, "Coverage is a share.", DEFECT),
        one_of("confidence", codes("confidence"), CRITICAL, "Readers would see an unknown word.", DEFECT),
        within("above_low", "above_bound", CRITICAL, "The lower bound lies below the score.", DEFECT),
        within("below_high", "above_bound", CRITICAL, "The upper bound lies above the score.", DEFECT),
        within("rounding", "rounding", CRITICAL, "The shown score is the exact one, rounded.", DEFECT),
        within("change_unexplained", "points_unexplained", CRITICAL, "The change is the difference of the two scores.", DEFECT),
        filled("arr", CRITICAL, "Money at risk is summed over accounts.", DEFECT),
        within("arr", "count", CRITICAL, "Revenue is never negative.", DEFECT),
        filled("arr_at_risk", CRITICAL, "Money at risk is summed over accounts.", DEFECT),
        not_before("arr", "arr_at_risk", CRITICAL, "No more is at risk than is earned.", DEFECT),
        within("tenure_days", "count", CRITICAL, "Nobody has been a customer for fewer than no days.", DEFECT),
        same("has_override_words", "is_overridden", CRITICAL, "An override names its reason and its owner.", DEFECT),
        one_of("has_play", [True], CRITICAL, "Every account says what to do next and who does it.", "End seeds/scoring/plays.csv with a play for everybody."),
        one_of("has_address", [False], CRITICAL, "No sentence may hold a person's address.", "Find the sentence and what fills it; leave that out."),
        one_of("has_placeholder", [False], WARNING, "A sentence was not filled in.", "Correct the sentence in seeds/scoring."),
    ),
)

# Critical is only what no customer base does in a day: the gate judges flips of bands and lost accounts too, and those can be excepted after a review.
AGAINST_THE_LAST_RELEASE = Part(
    """
    select
        health_score, coverage, health_band, confidence, arr, case when score_status = 'scored' then 1.0 else 0.0 end as is_scored
    from {fct_account_health}
    where is_latest_date and is_primary_objective
    order by account_id
    """,
    (
        has_rows(
            WARNING,
            "Accounts do not come and go by the third.",
            "Compare crm.accounts and billing.subscriptions with the last landing.",
            scaled("accounts", "account_count_ratio", 0),
            scaled("accounts", "account_count_ratio", 1),
        ),
        figure(
            "mean",
            "health_score",
            shifted("score_mean", "score_mean_shift", 0),
            shifted("score_mean", "score_mean_shift", 1),
            CRITICAL,
            "All accounts together moved more than customers do.",
            LOOK,
        ),
        figure(
            "stdev",
            "health_score",
            scaled("score_spread", "score_spread_ratio", 0),
            scaled("score_spread", "score_spread_ratio", 1),
            WARNING,
            "Scores drew together or apart.",
            LOOK,
        ),
        figure(
            "mean",
            "coverage",
            shifted("coverage_mean", "coverage_shift", 0),
            shifted("coverage_mean", "coverage_shift", 1),
            WARNING,
            "Much more or less was measured.",
            "Look at fct_measure_scores for measures that went silent.",
        ),
        figure(
            "mean",
            "is_scored",
            shifted("scored_share", "scored_share_shift", 0),
            shifted("scored_share", "scored_share_shift", 1),
            CRITICAL,
            "Accounts lost or gained a score in numbers.",
            "Look at fct_measure_scores for measures that went silent.",
        ),
        figure(
            "sum",
            "arr",
            scaled("arr", "arr_ratio", 0),
            scaled("arr", "arr_ratio", 1),
            CRITICAL,
            "Revenue does not halve or double between two releases.",
            "Check the amounts and currencies of billing.subscriptions.",
        ),
        like_before("health_band", shares("bands", "health_band"), "band_divergence", WARNING, "The bands are shared out otherwise.", LOOK),
        like_before(
            "confidence",
            shares("confidences", "confidence"),
            "confidence_divergence",
            WARNING,
            "Confidence is shared out otherwise.",
            "Look at fct_measure_scores for measures that went silent.",
        ),
    ),
)

ACCOUNT_HEALTH = Suite("published_account_health", "fct_account_health", (ROWS,), OWNER)
DISTRIBUTION = Suite("published_against_the_last_release", "fct_account_health", (AGAINST_THE_LAST_RELEASE,), OWNER)

SUITES = (ACCOUNT_HEALTH, DISTRIBUTION)
