"""The tables published beside the main one: drivers, changes, history and what customers may see."""

from python_checks.expectations.evidence import Evidence, end_of_time
from python_checks.expectations.promises import CRITICAL, Part, Suite, between, distinct, filled, has_columns, has_rows, one_of, same, unique, within

OWNER = "Analytics Engineering"
ADDRESS = r"[^\s@]+@[^\s@]+\.[^\s@]+"


def customer_columns(evidence: Evidence) -> list[str]:
    """The columns of the seed customer_view_columns."""
    return list(evidence.customer_columns)


DRIVERS = Suite(
    "published_drivers",
    "fct_score_drivers",
    (
        Part(
            """
            with sums as (
                select
                    account_id, objective_key, sum(contribution) as points, count(*) as drivers,
                    count(distinct concat_ws(' ', driver_type, measure_key)) as different_drivers,
                    min(measure_score) as least_score, max(measure_score) as most_score,
                    min(effective_weight) as least_weight, max(effective_weight) as most_weight, max(observed_on) as newest
                from {fct_score_drivers}
                group by account_id, objective_key
            )

            select
                health.account_id, health.objective_key, sums.account_id is not null as has_drivers, sums.drivers, sums.different_drivers,
                health.health_score_exact - sums.points as points_unexplained, sums.least_score, sums.most_score, sums.least_weight, sums.most_weight,
                sums.newest
            from {fct_account_health} as health
            left join sums on health.account_id = sums.account_id and health.objective_key = sums.objective_key
            where health.is_latest_date
            order by health.account_id, health.objective_key
            """,
            (
                has_rows(CRITICAL, "No score could be explained.", "A defect in fct_score_drivers."),
                one_of("has_drivers", [True], CRITICAL, "A score explains itself.", "A defect in fct_score_drivers."),
                same("different_drivers", "drivers", CRITICAL, "A driver would count twice.", "A defect in fct_score_drivers."),
                within("points_unexplained", "points_unexplained", CRITICAL, "Drivers sum to the score, to the last digit.", "A defect in fct_score_drivers."),
                within("least_score", "score", CRITICAL, "A measure's score lies between 0 and 100.", "A defect in the scoring models."),
                within("most_score", "score", CRITICAL, "A measure's score lies between 0 and 100.", "A defect in the scoring models."),
                within("least_weight", "share", CRITICAL, "A weight is a share.", "A defect in the scoring models."),
                within("most_weight", "share", CRITICAL, "A weight is a share.", "A defect in the scoring models."),
                between("newest", None, end_of_time, CRITICAL, "Nothing was observed tomorrow.", "A measure reads past the as-of date; see its unit tests."),
            ),
        ),
    ),
    OWNER,
)

CHANGES = Suite(
    "published_changes",
    "fct_score_changes",
    (
        Part(
            """
            select
                as_of_date, objective_key,
                count(case when is_whole and points is null then 1 end) as changes_without_points,
                max(case when is_whole then abs(points_unexplained) end) as points_unexplained
            from (
                select
                    account_id, objective_key, as_of_date,
                    count(previous_health_score_exact) = count(*) and count(health_score_exact) = count(*) as is_whole,
                    sum(points) as points,
                    max(health_score_exact) - max(previous_health_score_exact) - sum(points) as points_unexplained
                from {fct_score_changes}
                group by account_id, objective_key, as_of_date
            ) as changes
            group by as_of_date, objective_key
            order by as_of_date, objective_key
            """,
            (
                between("changes_without_points", 0, 0, CRITICAL, "A change between two scores has points.", "A defect in fct_score_changes."),
                within("points_unexplained", "points_unexplained", CRITICAL, "The parts sum to the change.", "A defect in fct_score_changes."),
                between("as_of_date", None, end_of_time, CRITICAL, "Nothing has changed yet tomorrow.", "A defect in fct_score_changes."),
            ),
        ),
    ),
    OWNER,
)

HISTORY = Suite(
    "published_history",
    "fct_account_health_history",
    (
        Part(
            """
            select
                as_of_date, objective_key, count(*) as account_rows, count(distinct account_id) as accounts,
                min(health_score) as least_score, max(health_score) as most_score, count(score_status) as account_rows_with_status,
                count(case when score_status = 'scored' then 1 end) as scored, count(health_score) as with_score
            from {fct_account_health_history}
            group by as_of_date, objective_key
            order by as_of_date, objective_key
            """,
            (
                has_rows(CRITICAL, "Readers would lose every past score.", "Restore the last release and build again."),
                unique("as_of_date, objective_key", CRITICAL, "A date is summed up once.", "A defect in fct_account_health_history."),
                between("as_of_date", None, end_of_time, CRITICAL, "History has no tomorrow.", "A defect in fct_account_health_history."),
                same("account_rows", "accounts", CRITICAL, "An account has one score per date.", "A defect in fct_account_health_history."),
                same("account_rows_with_status", "account_rows", CRITICAL, "Every past row says what it is.", "A defect in fct_account_health_history."),
                same("with_score", "scored", CRITICAL, "Scored accounts have a score, others none.", "A defect in fct_account_health_history."),
                within("least_score", "score", CRITICAL, "A score lies between 0 and 100.", "A defect in the scoring models."),
                within("most_score", "score", CRITICAL, "A score lies between 0 and 100.", "A defect in the scoring models."),
            ),
        ),
    ),
    OWNER,
)

CUSTOMER_VIEW = Suite(
    "published_customer_view",
    "fct_customer_view",
    (
        Part(
            "select * from {fct_customer_view} limit 0",
            (
                has_columns(
                    customer_columns, CRITICAL, "Customers read only what is allowed.", "Remove the column, or add it to the seed customer_view_columns."
                ),
            ),
        ),
        Part(
            f"""
            select
                account_id, as_of_date,
                regexp_matches(concat_ws(' ', what_goes_well_1, what_goes_well_2, what_goes_well_3, what_you_can_do_1, what_you_can_do_2, what_you_can_do_3),
                '{ADDRESS}') as has_address
            from {{fct_customer_view}}
            order by account_id
            """,
            (
                unique("account_id", CRITICAL, "A customer would be shown two views.", "A defect in fct_customer_view."),
                filled("account_id", CRITICAL, "Nobody could be shown it.", "A defect in fct_customer_view."),
                distinct("as_of_date", 1, 1, CRITICAL, "A release speaks of one date.", "A defect in fct_customer_view."),
                one_of("has_address", [False], CRITICAL, "No sentence may hold a person's address.", "Find the sentence and what fills it; leave that out."),
            ),
        ),
    ),
    OWNER,
)

SUITES = (DRIVERS, CHANGES, HISTORY, CUSTOMER_VIEW)
