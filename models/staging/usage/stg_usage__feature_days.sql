with events as (select * from {{ ref('base_usage__events') }}),

final as (
    select
        landed_on,
        day_version,
        account_id,
        feature_key,
        occurred_on,

        cast(count(*) as integer) as accepted_rows
    from events
    where
        reject_reason is null
        and feature_key is not null
        and {{ is_changed_day('landed_on') }}
    group by
        landed_on,
        day_version,
        account_id,
        feature_key,
        occurred_on
)

select * from final
