-- depends_on: {{ ref('release_gate') }}
with latest as (
    select * from {{ ref('account_health') }}
)

select * from latest
