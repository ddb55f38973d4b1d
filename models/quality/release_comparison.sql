with released as (
    select * from {{ ref('stg_release__account_health_history') }}
),

account_health as (
    select * from {{ ref('fct_account_health') }}
),

like_for_like as (
    select * from {{ ref('like_for_like') }}
),

health_bands as (
    select * from {{ ref('health_bands') }}
),

last_date as (
    select max(as_of_date) as as_of_date from released
),

last_rows as (
    select
        released.account_id,
        released.objective_key,
        released.as_of_date,
        released.health_score,
        released.health_band
    from released
    inner join last_date
        on released.as_of_date = last_date.as_of_date
),

compared as (
    select
        last_rows.account_id,
        last_rows.objective_key,
        last_rows.as_of_date as released_as_of_date,
        last_rows.health_band as released_band,
        account_health.model_version,
        account_health.health_band as candidate_band,
        account_health.account_id is null as is_lost,
        coalesce(account_health.health_band != last_rows.health_band, false) as is_flipped,
        round(last_rows.health_score + like_for_like.score_move, 1) as like_for_like_score,
        like_for_like.account_id is not null as is_interrupted
    from last_rows
    left join account_health
        on
            last_rows.account_id = account_health.account_id
            and last_rows.objective_key = account_health.objective_key
            and account_health.is_latest_date
    left join like_for_like
        on
            last_rows.account_id = like_for_like.account_id
            and last_rows.objective_key = like_for_like.objective_key
),

-- A table that stops, is late or comes back moves bands, as it should: the release says so, and what else moved is judged without its measures.
final as (
    select
        compared.account_id,
        compared.objective_key,

        compared.released_as_of_date,
        compared.released_band,
        compared.candidate_band,
        health_bands.health_band as like_for_like_band,

        compared.is_lost,
        compared.is_flipped,
        compared.is_flipped and compared.is_interrupted
        and coalesce(health_bands.health_band = compared.released_band, true) as is_flipped_by_interruption
    from compared
    left join health_bands
        on
            compared.model_version = health_bands.model_version
            and (compared.like_for_like_score >= health_bands.lower_bound or health_bands.lower_bound = 0)
            and (compared.like_for_like_score < health_bands.upper_bound or health_bands.upper_bound = 100)
)

select * from final
