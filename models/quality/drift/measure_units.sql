with measure_pairs as (
    select * from {{ ref('measure_pairs') }}
),

-- Another unit multiplies every value that is not zero; by how many millions does not matter.
ratios as (
    select
        measure_key,
        account_id,
        least(abs({{ exact_quotient('compared_value', 'value_before', 6) }}), 1000000) as ratio
    from measure_pairs
    where
        is_comparable
        and value_before != 0
        and compared_value != 0
),

ranked as (
    select
        measure_key,
        ratio,
        row_number() over (partition by measure_key order by ratio, account_id) as ratio_rank,
        count(*) over (partition by measure_key) as ratio_count
    from ratios
),

quartiles as (
    select
        measure_key,
        max(ratio_count) as scaled_accounts,
        max(case when 4 * (ratio_rank - 1) <= ratio_count and 4 * ratio_rank > ratio_count then ratio end) as lower_ratio,
        max(case when 4 * ratio_rank >= 3 * ratio_count and 4 * (ratio_rank - 1) < 3 * ratio_count then ratio end) as upper_ratio
    from ranked
    group by measure_key
),

-- Three quarters of the accounts have moved by this factor or more, all of them up or all of them down.
final as (
    select
        measure_key,

        scaled_accounts,
        cast(
            case
                when lower_ratio > 1 then lower_ratio
                when upper_ratio < 1 then coalesce({{ exact_quotient('1', 'upper_ratio', 6) }}, 1000000)
                else 1
            end as decimal(18, 6)
        ) as unit_factor
    from quartiles
)

select * from final
