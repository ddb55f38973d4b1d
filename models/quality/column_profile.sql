with column_counts as (select * from {{ ref('column_counts') }}),

data_sources as (select * from {{ ref('data_sources') }}),

released as (select * from {{ ref('stg_release__column_profile') }}),

summed as (
    select
        column_counts.source_name,
        column_counts.table_name,
        column_counts.column_name,
        {{ sums_by_stretch() }}
        max(column_counts.column_type) as column_type,
        max(case when column_counts.is_landed then 1 else 0 end) = 1 as is_landed,
        max(case when column_counts.is_filled_later then 1 else 0 end) = 1 as is_filled_later,
        sum(column_counts.accepted_rows) as accepted_rows,
        sum(column_counts.filled_rows) as filled_rows,
        sum(column_counts.nonzero_rows) as nonzero_rows,
        sum(column_counts.summed_magnitude) as summed_magnitude,
        max(data_sources.min_judged_rows) as min_judged_rows
    from column_counts
    left join data_sources
        on column_counts.source_name = data_sources.source_name and column_counts.table_name = data_sources.table_name
    group by column_counts.source_name, column_counts.table_name, column_counts.column_name
),

-- Few rows say nothing: each side of a comparison needs min_judged_rows of them. The last days are held against the days before; where there are
-- too few of either, the last season against the one before.
judged as (
    select
        *,
        {{ judged_by('accepted_rows') }} as rows_by,
        {{ judged_by('nonzero_rows') }} as numbers_by
    from summed
),

stretched as (
    select
        *,
        {{ late_and_early('accepted_rows', 'rows_by') }},
        {{ late_and_early('filled_rows', 'rows_by') }},
        {{ late_and_early('nonzero_rows', 'numbers_by') }},
        {{ late_and_early('summed_magnitude', 'numbers_by') }}
    from judged
),

described as (
    select
        *,
        column_type in ('decimal', 'integer') as is_number,
        {{ exact_quotient('accepted_rows - filled_rows', 'accepted_rows', 6) }} as null_share,
        case when column_type in ('decimal', 'integer') then {{ exact_quotient('filled_rows - nonzero_rows', 'accepted_rows', 6) }} end as zero_share,
        {{ exact_quotient('late_accepted_rows - late_filled_rows', 'late_accepted_rows', 6) }} as late_null_share,
        {{ exact_quotient('early_accepted_rows - early_filled_rows', 'early_accepted_rows', 6) }} as early_null_share,
        {{ exact_quotient('summed_magnitude', '1000 * nonzero_rows', 4) }} as magnitude,
        {{ exact_quotient('late_summed_magnitude', '1000 * late_nonzero_rows', 4) }} as late_magnitude,
        {{ exact_quotient('early_summed_magnitude', '1000 * early_nonzero_rows', 4) }} as early_magnitude
    from stretched
),

-- What is filled in later is empty in every new row, so such a column is compared with the last release only. A column that is landed no more is
-- missed by the measures that need it, and by nobody else.
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
        cast(case when described.is_number then described.nonzero_rows end as bigint) as nonzero_rows,
        cast(described.null_share as decimal(9, 6)) as null_share,
        cast(described.zero_share as decimal(9, 6)) as zero_share,
        cast(described.magnitude as decimal(9, 4)) as magnitude,
        released.accepted_rows as released_rows,
        released.nonzero_rows as released_nonzero_rows,
        released.null_share as released_null_share,
        released.zero_share as released_zero_share,
        released.magnitude as released_magnitude,

        case
            when described.accepted_rows >= described.min_judged_rows and released.accepted_rows >= described.min_judged_rows
                then cast(described.null_share - released.null_share as decimal(9, 6))
        end as null_share_change,
        case
            when not described.is_filled_later and released.accepted_rows is not null
                then cast(described.late_null_share - described.early_null_share as decimal(9, 6))
        end as recent_null_share_change,
        {{ lost_share('described.accepted_rows', 'described.null_share', 'released.accepted_rows', 'released.null_share') }} as lost_share,
        case
            when not described.is_filled_later and released.accepted_rows is not null
                then {{ lost_share('late_accepted_rows', 'late_null_share', 'early_accepted_rows', 'early_null_share') }}
        end as recent_lost_share,
        case
            when described.nonzero_rows >= described.min_judged_rows and released.nonzero_rows >= described.min_judged_rows
                then cast(described.magnitude - released.magnitude as decimal(9, 4))
        end as magnitude_change,
        case
            when released.accepted_rows is not null
                then cast(described.late_magnitude - described.early_magnitude as decimal(9, 4))
        end as recent_magnitude_change,
        coalesce(
            described.is_number and described.nonzero_rows = 0 and released.nonzero_rows > 0
            and released.nonzero_rows * described.accepted_rows >= described.min_judged_rows * released.accepted_rows, false
        ) as is_dead
    from described
    left join released
        on
            described.source_name = released.source_name
            and described.table_name = released.table_name
            and described.column_name = released.column_name
            and described.is_landed
)

select * from final
