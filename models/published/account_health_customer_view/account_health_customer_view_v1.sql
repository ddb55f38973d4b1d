-- depends_on: {{ ref('release_gate') }}
with customer_view as (
    select * from {{ ref('fct_customer_view') }}
),

final as (
    select
        cast(account_id as {{ type_text() }}) as account_id,
        cast(account_name as {{ type_text() }}) as account_name,
        cast(as_of_date as date) as as_of_date,
        cast(adoption as {{ type_text() }}) as adoption,
        cast(engagement as {{ type_text() }}) as engagement,
        cast(what_goes_well_1 as {{ type_text() }}) as what_goes_well_1,
        cast(what_goes_well_2 as {{ type_text() }}) as what_goes_well_2,
        cast(what_goes_well_3 as {{ type_text() }}) as what_goes_well_3,
        cast(what_you_can_do_1 as {{ type_text() }}) as what_you_can_do_1,
        cast(what_you_can_do_2 as {{ type_text() }}) as what_you_can_do_2,
        cast(what_you_can_do_3 as {{ type_text() }}) as what_you_can_do_3
    from customer_view
)

select * from final
