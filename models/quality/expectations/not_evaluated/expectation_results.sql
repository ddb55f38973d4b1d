with expectation_catalogue as (
    select * from {{ ref('expectation_catalogue') }}
),

release_candidate as (
    select * from {{ ref('release_candidate') }}
),

-- Great Expectations runs inside DuckDB builds only. Elsewhere, or switched off, the same promises are listed and none is said to be kept. Nothing here may
-- read the environment: dbt would parse this file again when it changes, and take the enabled twin of the same name for this one.
final as (
    select
        expectation_catalogue.suite,
        expectation_catalogue.expectation,
        expectation_catalogue.table_name,
        expectation_catalogue.column_name,

        expectation_catalogue.severity,
        'not_evaluated' as status,
        cast(null as boolean) as is_success,
        'not evaluated: switched off, or the engine is not DuckDB' as observed,
        '' as limit_text,
        cast(null as bigint) as failing_rows,

        expectation_catalogue.owner_name,
        expectation_catalogue.description,
        expectation_catalogue.remedy,
        release_candidate.as_of_date,
        cast('{{ this_run() }}' as {{ type_text() }}) as invocation_id
    from expectation_catalogue
    cross join release_candidate
)

select * from final
