with measure_pairs as (select * from {{ ref('measure_pairs') }}),

measure_shapes as (select * from {{ ref('measure_shapes') }}),

measure_units as (select * from {{ ref('measure_units') }}),

measure_requirements as (select * from {{ ref('measure_requirements') }}),

preflight as (select * from {{ ref('preflight') }}),

tables as (
    select
        source_name,
        table_name,
        min(case when is_on then 1 else 0 end) as is_on,
        max(case when column_name = 'account_id' then 1 else 0 end) as is_by_account
    from preflight
    group by source_name, table_name
),

fed_by as (
    select
        measure_requirements.measure_key,
        replace({{ sorted_lines("tables.source_name || '.' || tables.table_name") }}, chr(10), ', ') as table_names,
        min(tables.is_on) as is_on,
        max(tables.is_by_account) as is_by_account
    from (select distinct measure_key, source_name, table_name from measure_requirements) as measure_requirements
    inner join tables
        on measure_requirements.source_name = tables.source_name and measure_requirements.table_name = tables.table_name
    group by measure_requirements.measure_key
),

counted as (
    select
        measure_key,
        count(*) as accounts,
        count(value_before) as valued_before,
        count(value_now) as valued_now,
        sum(case when value_before != 0 then 1 else 0 end) as nonzero_before,
        sum(case when value_now != 0 then 1 else 0 end) as nonzero_now,
        cast(sum(case when is_applicable then nominal_weight else 0 end) as decimal(28, 8)) as weight_applicable,
        cast(sum(
            case
                when is_applicable and value_before is not null and value_now is null then nominal_weight
                when is_applicable and value_before is null and value_now is not null then -nominal_weight
                else 0
            end
        ) as decimal(28, 8)) as weight_lost
    from measure_pairs
    group by measure_key
),

summed as (
    select
        measure_key,
        count(*) as compared_accounts,
        sum(cast(value_before as decimal(18, 6))) as sum_before,
        sum(cast(compared_value as decimal(18, 6))) as sum_now,
        sum({{ squared('value_before') }}) as squares_before,
        sum({{ squared('compared_value') }}) as squares_now
    from measure_pairs
    where is_comparable
    group by measure_key
),

spread as (
    select
        measure_key,
        compared_accounts,
        {{ exact_quotient('sum_before', 'compared_accounts', 6) }} as mean_before,
        {{ exact_quotient('sum_now', 'compared_accounts', 6) }} as mean_now,
        {{ variance('compared_accounts', 'sum_before', 'squares_before') }} as variance_before,
        {{ variance('compared_accounts', 'sum_now', 'squares_now') }} as variance_now
    from summed
),

-- The shift in standard deviations of both sides together, so that one far account cannot make it; without any spread every shift is a large one.
final as (
    select
        counted.measure_key,

        fed_by.table_names as fed_by,
        coalesce(fed_by.is_on = 0, false) as is_switched_off,
        coalesce(fed_by.is_by_account = 0, false) as is_shared,

        counted.accounts,
        counted.valued_before,
        counted.valued_now,
        counted.nonzero_before,
        counted.nonzero_now,
        counted.weight_applicable,
        counted.weight_lost,

        coalesce(spread.compared_accounts, 0) as compared_accounts,
        spread.mean_before,
        spread.mean_now,
        cast(sqrt(spread.variance_before) as decimal(18, 6)) as sd_before,
        cast(sqrt(spread.variance_now) as decimal(18, 6)) as sd_now,
        cast(
            case
                when spread.mean_before is null then null
                when spread.mean_before = spread.mean_now then 0
                when spread.variance_before + spread.variance_now = 0 then 99
                else least(
                        abs(cast(spread.mean_now - spread.mean_before as {{ type_double() }})) / sqrt((spread.variance_before + spread.variance_now) / 2), 99
                    )
            end as decimal(18, 6)
        ) as mean_shift,
        cast(measure_shapes.shape_shift as decimal(18, 6)) as shape_shift,
        coalesce(measure_units.scaled_accounts, 0) as scaled_accounts,
        measure_units.unit_factor
    from counted
    left join spread on counted.measure_key = spread.measure_key
    left join measure_shapes on counted.measure_key = measure_shapes.measure_key
    left join measure_units on counted.measure_key = measure_units.measure_key
    left join fed_by on counted.measure_key = fed_by.measure_key
)

select * from final
