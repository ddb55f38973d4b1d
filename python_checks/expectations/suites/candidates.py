"""The candidate scores, of the current date and of every rulebook version that is alive: the champion and those that only watch."""

from python_checks.expectations.evidence import Evidence, NotEvaluatedError, codes
from python_checks.expectations.promises import CRITICAL, Part, Suite, distinct, filled, has_rows, not_before, one_of, same, unique, within

OWNER = "Analytics Engineering"
DEFECT = "A defect in the scoring models; ./run prove finds a small example."


def enough_to_differ(evidence: Evidence) -> float | None:
    """Different scores that are wanted; a handful of accounts may well agree."""
    if evidence.released is None or evidence.released.scored < (evidence.limit("accounts_to_compare")[0] or 0):
        raise NotEvaluatedError("there is no release with enough accounts to expect different scores")
    return evidence.limit("distinct_scores")[0]


ACCOUNT_SCORES = Suite(
    "candidate_account_scores",
    "fct_account_scores",
    (
        Part(
            """
            select
                scores.model_version, scores.account_id, scores.objective_key, scores.score_status, scores.health_score,
                scores.health_score - scores.score_low as above_low, scores.score_high - scores.health_score as below_high,
                scores.health_band, scores.coverage, models.min_coverage, scores.is_overridden,
                scores.score_status = 'scored' as is_scored, scores.health_score is not null as has_score,
                scores.override_reason is not null and scores.override_owner is not null as has_override_words,
                case when scores.computed_score is not null then scores.coverage end as coverage_of_computed,
                case when scores.health_score is not null then bands.lower_bound end as band_lower_bound,
                case when scores.health_score is not null then bands.upper_bound end as band_upper_bound
            from {fct_account_scores} as scores
            left join {scoring_models} as models on scores.model_version = models.model_version
            left join {health_bands} as bands on scores.model_version = bands.model_version and scores.health_band = bands.health_band
            where scores.as_of_date = (select max(as_of_date) from {fct_account_scores})
            order by scores.model_version, scores.account_id
            """,
            (
                has_rows(CRITICAL, "Nobody would have a score.", "Check that billing.subscriptions has paid rows on the as-of date."),
                unique("model_version, account_id", CRITICAL, "An account would have two scores.", DEFECT),
                filled("account_id", CRITICAL, "A score of nobody.", DEFECT),
                filled("score_status", CRITICAL, "Every account says why it has a score or none.", DEFECT),
                one_of("score_status", codes("score_status"), CRITICAL, "Readers know three words only.", DEFECT),
                filled("health_band", CRITICAL, "Every account has a band or a word in its place.", DEFECT),
                one_of("health_band", codes("health_band"), CRITICAL, "Readers would see an unknown band.", DEFECT),
                filled("coverage", CRITICAL, "Readers judge a score by its coverage.", DEFECT),
                within("coverage", "share", CRITICAL, "Coverage is a share.", DEFECT),
                within("health_score", "score", CRITICAL, "A score lies between 0 and 100.", DEFECT),
                same("has_score", "is_scored", CRITICAL, "Scored accounts have a score, others none: never green by absence.", DEFECT),
                within("above_low", "above_bound", CRITICAL, "The lower bound lies below the score.", DEFECT),
                within("below_high", "above_bound", CRITICAL, "The upper bound lies above the score.", DEFECT),
                not_before("coverage_of_computed", "min_coverage", CRITICAL, "Too little was measured to compute a score.", DEFECT),
                not_before("health_score", "band_lower_bound", CRITICAL, "The band is not the one of the score.", DEFECT),
                not_before("band_upper_bound", "health_score", CRITICAL, "The band is not the one of the score.", DEFECT),
                same("has_override_words", "is_overridden", CRITICAL, "An override names its reason and its owner.", DEFECT),
                distinct(
                    "health_score",
                    enough_to_differ,
                    None,
                    CRITICAL,
                    "When all accounts have one score nothing is measured.",
                    "Look at fct_measure_scores for measures that are the same for everybody.",
                ),
            ),
        ),
    ),
    OWNER,
)

MEASURE_SCORES = Suite(
    "candidate_measure_scores",
    "fct_measure_scores",
    (
        Part(
            """
            select
                model_version, measure_key, count(*) as states, count(distinct account_id) as accounts,
                min(measure_score) as least_score, max(measure_score) as most_score,
                min(coalesce(nominal_weight, 0)) as least_weight, max(coalesce(effective_weight, 0)) as most_weight,
                count(case when state = 'observed' then 1 end) as observed,
                count(case when state = 'observed' then measured_value end) as observed_with_value
            from {fct_measure_scores}
            where as_of_date = (select max(as_of_date) from {fct_account_scores})
            group by model_version, measure_key
            order by model_version, measure_key
            """,
            (
                has_rows(CRITICAL, "No score could be explained.", DEFECT),
                same("states", "accounts", CRITICAL, "An account has one state per measure.", DEFECT),
                within("least_score", "score", CRITICAL, "A measure's score lies between 0 and 100.", DEFECT),
                within("most_score", "score", CRITICAL, "A measure's score lies between 0 and 100.", DEFECT),
                within("least_weight", "share", CRITICAL, "A weight is a share.", DEFECT),
                within("most_weight", "share", CRITICAL, "A weight is a share.", DEFECT),
                same("observed_with_value", "observed", CRITICAL, "What was observed has a value.", DEFECT),
            ),
        ),
    ),
    OWNER,
)

FACTOR_SCORES = Suite(
    "candidate_factor_scores",
    "fct_factor_scores",
    (
        Part(
            """
            select model_version, account_id, round(sum(effective_weight), 6) as weight_sum, min(factor_score) as least_score, max(factor_score) as most_score
            from {fct_factor_scores}
            where as_of_date = (select max(as_of_date) from {fct_account_scores})
            group by model_version, account_id
            order by model_version, account_id
            """,
            (
                has_rows(CRITICAL, "No score could be explained by factor.", DEFECT),
                within("weight_sum", "weight_sum", CRITICAL, "The weights of what was measured sum to one.", DEFECT),
                within("least_score", "factor_score", CRITICAL, "A factor's score lies between 0 and 100.", DEFECT),
                within("most_score", "factor_score", CRITICAL, "A factor's score lies between 0 and 100.", DEFECT),
            ),
        ),
    ),
    OWNER,
)

SUITES = (ACCOUNT_SCORES, MEASURE_SCORES, FACTOR_SCORES)
