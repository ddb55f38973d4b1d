with expectation_catalogue as (
    select * from {{ ref('expectation_catalogue') }}
),

-- Great Expectations runs inside DuckDB builds only. Elsewhere, or switched off, the same promises are listed and none is said to be kept.
final as (
    select
        suite,
        expectation,
        table_name,
        column_name,

        severity,
        'not_evaluated' as status,
        cast(null as boolean) as is_success,
        'not evaluated: {{ why_expectations_are_off() }}' as observed,
        '' as limit_text,
        cast(null as bigint) as failing_rows,

        owner_name,
        description,
        remedy,
        {{ as_of_date_literal() }} as as_of_date,
        cast('{{ this_run() }}' as {{ type_text() }}) as invocation_id
    from expectation_catalogue
)

select * from final
