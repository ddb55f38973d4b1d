with observed_arithmetic as (
    select * from {{ ref('observed_arithmetic') }}
),

observed_columns as (
    select * from {{ ref('observed_columns') }}
),

observed_drift as (
    select * from {{ ref('observed_drift') }}
),

observed_expectations as (
    select * from {{ ref('observed_expectations') }}
),

observed_releases as (
    select * from {{ ref('observed_releases') }}
),

observed_sources as (
    select * from {{ ref('observed_sources') }}
),

unioned as (
    select * from observed_arithmetic
    union all
    select * from observed_columns
    union all
    select * from observed_drift
    union all
    select * from observed_expectations
    union all
    select * from observed_releases
    union all
    select * from observed_sources
),

final as (
    select
        rule_key,

        observed,
        where_seen
    from unioned
)

select * from final
