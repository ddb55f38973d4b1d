with column_counts as (select * from {{ ref('column_counts') }}),

data_sources as (select * from {{ ref('data_sources') }}),

released as (select * from {{ ref('stg_release__column_profile') }}),

summed as (
    select
        source_name,
        table_name,
        column_name,
        max(column_type) as column_type,
        max(case when is_landed then 1 else 0 end) = 1 as is_landed,
        max(case when is_filled_later then 1 else 0 end) = 1 as is_filled_later,
        sum(accepted_rows) as accepted_rows,
        sum(filled_rows) as filled_rows,
        sum(nonzero_rows) as nonzero_rows,
        sum(summed_magnitude) as summed_magnitude,
        sum(case when age_class = 'recent' then accepted_rows else 0 end) as recent_rows,
        sum(case when age_class = 'recent' then filled_rows else 0 end) as recent_filled_rows,
        sum(case when age_class = 'recent' then nonzero_rows else 0 end) as recent_nonzero_rows,
        sum(case when age_class = 'recent' then summed_magnitude else 0 end) as recent_magnitude,
        sum(case when age_class = 'previous' then accepted_rows else 0 end) as previous_rows,
        sum(case when age_class = 'previous' then filled_rows else 0 end) as previous_filled_rows,
        sum(case when age_class = 'previous' then nonzero_rows else 0 end) as previous_nonzero_rows,
        sum(case when age_class = 'previous' then summed_magnitude else 0 end) as previous_magnitude
    from column_counts
    group by source_name, table_name, column_name
),

described as (
    select
        source_name,
        table_name,
        column_name,
        column_type,
        is_landed,
        is_filled_later,
        accepted_rows,
        filled_rows,
        recent_rows,
        previous_rows,
        recent_nonzero_rows,
        previous_nonzero_rows,
        case when column_type in ('decimal', 'integer') then nonzero_rows end as nonzero_rows,
        case when column_type in ('decimal', 'integer') then {{ exact_quotient('filled_rows - nonzero_rows', 'accepted_rows', 6) }} end as zero_share,
        {{ exact_quotient('accepted_rows - filled_rows', 'accepted_rows', 6) }} as null_share,
        {{ exact_quotient('recent_rows - recent_filled_rows', 'recent_rows', 6) }} as recent_null_share,
        {{ exact_quotient('previous_rows - previous_filled_rows', 'previous_rows', 6) }} as previous_null_share,
        {{ exact_quotient('summed_magnitude', '1000 * nonzero_rows', 4) }} as magnitude,
        {{ exact_quotient('recent_magnitude', '1000 * recent_nonzero_rows', 4) }} as recent_magnitude,
        {{ exact_quotient('previous_magnitude', '1000 * previous_nonzero_rows', 4) }} as previous_magnitude
    from summed
),

-- Few rows say nothing: each side of a comparison needs min_judged_rows of them. What is filled in later is empty in every new row, so such a
-- column is compared with the last release only. A column that is landed no more is missed by the measures that need it, and by nobody else.
final as (
    select
        described.source_name,
        described.table_name,
        described.column_name,

        described.column_type,
        described.is_landed,
        described.is_filled_later,

        cast(described.accepted_rows as bigint) as accepted_rows,
        cast(described.filled_rows as bigint) as filled_rows,
        cast(described.nonzero_rows as bigint) as nonzero_rows,
        cast(described.null_share as decimal(9, 6)) as null_share,
        cast(described.zero_share as decimal(9, 6)) as zero_share,
        cast(described.magnitude as decimal(9, 4)) as magnitude,
        released.accepted_rows as released_rows,
        released.nonzero_rows as released_nonzero_rows,
        released.null_share as released_null_share,
        released.zero_share as released_zero_share,
        released.magnitude as released_magnitude,

        case
            when described.accepted_rows >= data_sources.min_judged_rows and released.accepted_rows >= data_sources.min_judged_rows
                then cast(described.null_share - released.null_share as decimal(9, 6))
        end as null_share_change,
        case
            when
                not described.is_filled_later
                and released.accepted_rows is not null
                and described.recent_rows >= data_sources.min_judged_rows
                and described.previous_rows >= data_sources.min_judged_rows
                then cast(described.recent_null_share - described.previous_null_share as decimal(9, 6))
        end as recent_null_share_change,
        case
            when described.nonzero_rows >= data_sources.min_judged_rows and released.nonzero_rows >= data_sources.min_judged_rows
                then cast(described.magnitude - released.magnitude as decimal(9, 4))
        end as magnitude_change,
        case
            when
                released.accepted_rows is not null
                and described.recent_nonzero_rows >= data_sources.min_judged_rows
                and described.previous_nonzero_rows >= data_sources.min_judged_rows
                then cast(described.recent_magnitude - described.previous_magnitude as decimal(9, 4))
        end as recent_magnitude_change,
        coalesce(
            described.nonzero_rows = 0 and released.nonzero_rows > 0
            and released.nonzero_rows * described.accepted_rows >= data_sources.min_judged_rows * released.accepted_rows, false
        ) as is_dead
    from described
    left join data_sources
        on described.source_name = data_sources.source_name and described.table_name = data_sources.table_name
    left join released
        on
            described.source_name = released.source_name
            and described.table_name = released.table_name
            and described.column_name = released.column_name
            and described.is_landed
)

select * from final
