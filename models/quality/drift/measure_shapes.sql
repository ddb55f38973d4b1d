with measure_pairs as (
    select * from {{ ref('measure_pairs') }}
),

gate_rules as (
    select * from {{ ref('gate_rules') }}
),

spreads as (
    select
        measure_key,
        count(*) as account_count,
        {{ variance('count(*)', 'sum(cast(value_before as decimal(18, 6)))', 'sum(' ~ squared('value_before') ~ ')') }} as variance_before
    from measure_pairs
    where is_comparable
    group by measure_key
),

-- A value that moved less than gate_rules asks for stays where it was: many small steps over the edge of a decile are no other shape.
moved as (
    select
        measure_pairs.measure_key,
        measure_pairs.value_before,
        case
            when {{ squared('measure_pairs.compared_value - measure_pairs.value_before') }}
                <= spreads.variance_before * gate_rules.least_move * gate_rules.least_move then measure_pairs.value_before
            else measure_pairs.compared_value
        end as value_now,
        spreads.account_count
    from measure_pairs
    inner join spreads
        on measure_pairs.measure_key = spreads.measure_key
    inner join gate_rules
        on gate_rules.rule_key = 'measure_shape_shift'
    where measure_pairs.is_comparable
),

both_sides as (
    select
        measure_key,
        account_count,
        value_before as measured_value,
        1 as is_before
    from moved
    union all
    select
        measure_key,
        account_count,
        value_now as measured_value,
        0 as is_before
    from moved
),

-- How many values of the last release lie below: the sum up to and including equal values, less the equal ones.
placed as (
    select
        measure_key,
        account_count,
        is_before,
        sum(is_before) over (partition by measure_key order by measured_value)
        - sum(is_before) over (partition by measure_key, measured_value) as values_below
    from both_sides
),

deciles as (
    select
        measure_key,
        account_count,
        case when values_below = account_count then 9 else floor(10 * values_below / cast(account_count as {{ type_double() }})) end as decile,
        is_before
    from placed
),

counted as (
    select
        measure_key,
        account_count,
        sum(is_before) + 0.5 as accounts_before,
        count(*) - sum(is_before) + 0.5 as accounts_now,
        count(*) over (partition by measure_key) as decile_count
    from deciles
    group by measure_key, account_count, decile
),

-- Population stability index. Half an account in every decile keeps an empty one from counting without end.
final as (
    select
        measure_key,

        sum(cast(
            cast(accounts_now - accounts_before as {{ type_double() }}) / (account_count + 0.5 * decile_count)
            * ln(cast(accounts_now as {{ type_double() }}) / accounts_before)
            as decimal(18, 9)
        )) as shape_shift
    from counted
    group by measure_key
)

select * from final
