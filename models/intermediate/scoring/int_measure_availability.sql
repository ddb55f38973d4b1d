with requirements as (
    select * from {{ ref('measure_requirements') }}
),

landed as (
    select * from {{ ref('preflight') }}
),

measures as (
    select * from {{ ref('measures') }}
),

met as (
    select
        requirements.measure_key,
        requirements.requirement_group,
        max(
            case
                when landed.is_on and (requirements.column_name is null or landed.is_landed) then 1
                else 0
            end
        ) as is_met
    from requirements
    left join landed
        on
            requirements.source_name = landed.source_name
            and requirements.table_name = landed.table_name
            and (requirements.column_name is null or requirements.column_name = landed.column_name)
    group by
        requirements.measure_key,
        requirements.requirement_group
),

-- A measure that declares no requirement needs nothing but the spine.
final as (
    select
        measures.measure_key,
        coalesce(min(met.is_met), 1) = 1 as is_available
    from measures
    left join met
        on measures.measure_key = met.measure_key
    group by measures.measure_key
)

select * from final
