with observed_arithmetic as (
    select * from {{ ref('observed_arithmetic') }}
),

<<<<<<< HEAD
observed_expectations as (
    select * from {{ ref('observed_expectations') }}
=======
observed_columns as (
    select * from {{ ref('observed_columns') }}
>>>>>>> main
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
<<<<<<< HEAD
    select * from observed_expectations
=======
    select * from observed_columns
>>>>>>> main
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
