with overrides as (
    select * from {{ ref('stg_crm__score_overrides') }}
),

objectives as (
    select * from {{ ref('objectives') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

-- An override without an objective holds for all of them.
active as (
    select
        overrides.account_id,
        as_of_dates.as_of_date,
        objectives.objective_key,
        overrides.override_id,
        overrides.direction,
        overrides.value,
        overrides.reason_code,
        overrides.owner,
        overrides.expires_on,
        row_number() over (
            partition by overrides.account_id, as_of_dates.as_of_date, objectives.objective_key
            order by overrides.starts_on desc, overrides.override_id desc, overrides.source_relation asc
        ) as recency
    from overrides
    inner join as_of_dates
        on
            overrides.starts_on <= as_of_dates.as_of_date
            and overrides.expires_on > as_of_dates.as_of_date
    inner join objectives
        on coalesce(overrides.objective_key, objectives.objective_key) = objectives.objective_key
),

final as (
    select
        account_id,
        as_of_date,
        objective_key,

        override_id,
        direction as override_direction,
        value as override_score,
        case when direction in ('floor', 'set') then value end as override_floor,
        case when direction in ('cap', 'set') then value end as override_cap,
        reason_code as override_reason,
        owner as override_owner,
        expires_on as override_expires_on
    from active
    where recency = 1
)

select * from final
