{#
What: an account with status scored lacks its score, band or confidence, or an account with another status has one.
When it matters: always; an account that could not be judged would look judged, or a judged one would vanish from the bands.
How to resolve: look at the case expressions of int_computed_scores and fct_account_scores; a score without a band lies in a gap of
seeds/scoring/health_bands.csv.
#}
with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

judged as (
    select
        *,
        case
            when score_status = 'scored' and health_score_exact is null then 'scored, but without a score'
            when score_status = 'scored' and band_order is null then 'scored, but in no band'
            when score_status = 'scored' and confidence is null then 'scored, but without a confidence'
            when score_status <> 'scored' and health_score_exact is not null then 'not scored, but with a score'
            when score_status <> 'scored' and (band_order is not null or health_band <> score_status) then 'not scored, but in a band'
            when score_status <> 'scored' and confidence is not null then 'not scored, but with a confidence'
            when score_status <> 'scored' and (is_band_certain or is_at_risk) then 'not scored, but certain or at risk'
            when computed_score_exact is null and (score_low is not null or score_high is not null) then 'nothing computed, but with bounds'
            when computed_score_exact is not null and (score_low is null or score_high is null) then 'computed, but without bounds'
            when computed_score_exact is null and health_score_exact is not null and coalesce(override_direction, 'none') <> 'set'
                then 'a score that nobody computed or set'
        end as problem
    from account_scores
)

select
    'models/marts/fct_account_scores.sql' as file,
    {{ row_name(['model_version', 'account_id', 'as_of_date']) }} as row_key,
    problem,
    'look at int_computed_scores, fct_account_scores and the bands of the version' as remedy,
    account_id
from judged
where problem is not null
