with

feature_days as (select * from {{ ref('stg_usage__feature_days') }}),

versions as (select * from {{ ref('stg_usage__event_versions') }}),

-- Every accepted row counts in its day; of an event that was landed more than once all rows but the last version are taken off again.
counted as (
    select
        account_id,
        feature_key,
        occurred_on as active_on,
        accepted_rows
    from feature_days
    union all
    select
        account_id,
        feature_key,
        occurred_on as active_on,
        -1 as accepted_rows
    from versions
    where arrival_rank > 1
),

used_days as (
    select
        account_id,
        feature_key,
        active_on
    from counted
    where feature_key is not null
    group by
        account_id,
        feature_key,
        active_on
    having sum(accepted_rows) > 0
),

-- With the next active day beside it, the newest active day as of any date is found without grouping once more.
final as (
    select
        account_id,
        feature_key,
        active_on,
        lead(active_on) over (partition by account_id, feature_key order by active_on) as next_active_on
    from used_days
)

select * from final
