{%- set stretches = {
    'recent': ['recent'],
    'previous': ['previous'],
    'last_season': ['recent', 'previous', 'season'],
    'previous_season': ['previous_season'],
} -%}

with column_counts as (select * from {{ ref('column_counts') }}),

data_sources as (select * from {{ ref('data_sources') }}),

released as (select * from {{ ref('stg_release__column_profile') }}),

summed as (
    select
        source_name,
        table_name,
        column_name,
        {%- for stretch, ages in stretches.items() %}
        {%- for counted in ('accepted_rows', 'filled_rows', 'nonzero_rows', 'summed_magnitude') %}
        sum(case when age_class in ('{{ ages | join("', '") }}') then {{ counted }} else 0 end) as {{ stretch }}_{{ counted }},
        {%- endfor %}
        {%- endfor %}
        max(column_type) as column_type,
        max(case when is_landed then 1 else 0 end) = 1 as is_landed,
        max(case when is_filled_later then 1 else 0 end) = 1 as is_filled_later,
        sum(accepted_rows) as accepted_rows,
        sum(filled_rows) as filled_rows,
        sum(nonzero_rows) as nonzero_rows,
        sum(summed_magnitude) as summed_magnitude
    from column_counts
    group by source_name, table_name, column_name
),

-- Few rows say nothing: each side of a comparison needs min_judged_rows of them. The last days are held against the days before; where there are
-- too few of either, the last season against the one before.
judged as (
    select
        summed.*,
        data_sources.min_judged_rows,
        case
            when
                summed.recent_accepted_rows >= data_sources.min_judged_rows and summed.previous_accepted_rows >= data_sources.min_judged_rows
                then 'days'
            when
                summed.last_season_accepted_rows >= data_sources.min_judged_rows and summed.previous_season_accepted_rows >= data_sources.min_judged_rows
                then 'season'
        end as rows_by,
        case
            when
                summed.recent_nonzero_rows >= data_sources.min_judged_rows and summed.previous_nonzero_rows >= data_sources.min_judged_rows
                then 'days'
            when
                summed.last_season_nonzero_rows >= data_sources.min_judged_rows and summed.previous_season_nonzero_rows >= data_sources.min_judged_rows
                then 'season'
        end as numbers_by
    from summed
    left join data_sources
        on summed.source_name = data_sources.source_name and summed.table_name = data_sources.table_name
),

stretched as (
    select
        *,
        {%- for counted, by in [('accepted_rows', 'rows_by'), ('filled_rows', 'rows_by'), ('nonzero_rows', 'numbers_by'), ('summed_magnitude', 'numbers_by')] %}
        case {{ by }} when 'days' then recent_{{ counted }} when 'season' then last_season_{{ counted }} end as late_{{ counted }},
        case {{ by }} when 'days' then previous_{{ counted }} when 'season' then previous_season_{{ counted }} end as early_{{ counted }}{{ "," if not loop.last }}
        {%- endfor %}
    from judged
),

described as (
    select
        *,
        {{ exact_quotient('accepted_rows - filled_rows', 'accepted_rows', 6) }} as null_share,
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
        cast(case when described.column_type in ('decimal', 'integer') then described.nonzero_rows end as bigint) as nonzero_rows,
        cast(described.null_share as decimal(9, 6)) as null_share,
        cast(
            case
                when described.column_type in ('decimal', 'integer')
                    then {{ exact_quotient('described.filled_rows - described.nonzero_rows', 'described.accepted_rows', 6) }}
            end as decimal(9, 6)
        ) as zero_share,
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
        case
            when
                described.accepted_rows * (1 - released.null_share) >= described.min_judged_rows
                and released.accepted_rows * (1 - released.null_share) >= described.min_judged_rows
                then cast({{ exact_quotient('described.null_share - released.null_share', '1 - released.null_share', 6) }} as decimal(9, 6))
        end as lost_share,
        case
            when
                not described.is_filled_later
                and released.accepted_rows is not null
                and described.late_accepted_rows * (1 - described.early_null_share) >= described.min_judged_rows
                and described.early_accepted_rows * (1 - described.early_null_share) >= described.min_judged_rows
                then cast({{ exact_quotient('described.late_null_share - described.early_null_share', '1 - described.early_null_share', 6) }} as decimal(9, 6))
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
            described.column_type in ('decimal', 'integer')
            and described.nonzero_rows = 0 and released.nonzero_rows > 0
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
