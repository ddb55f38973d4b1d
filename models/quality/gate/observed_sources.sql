with source_scorecard as (
    select * from {{ ref('source_scorecard') }}
),

released_scorecard as (
    select * from {{ ref('stg_release__source_scorecard') }}
),

-- A table that was empty or off in the last release has no count to be compared with.
judged as (
    select
        source_scorecard.source_name || '.' || source_scorecard.table_name as table_name,
        ' (' || source_scorecard.owner || ', ' || source_scorecard.owner_channel || ')' as answers,
        source_scorecard.landed_rows,
        released_scorecard.landed_rows as released_rows,
        source_scorecard.orphan_share,
        source_scorecard.reject_share,
        source_scorecard.reject_budget,
        source_scorecard.age_days,
        source_scorecard.error_after_days,
        coalesce(source_scorecard.reject_share > source_scorecard.reject_budget, false) as is_over_budget,
        coalesce(source_scorecard.age_days > source_scorecard.error_after_days, false) as is_too_old,
        coalesce(
            source_scorecard.landed_rows < released_scorecard.landed_rows * source_scorecard.min_row_ratio
            or source_scorecard.landed_rows > released_scorecard.landed_rows * source_scorecard.max_row_ratio,
            false
        ) as is_out_of_band
    from source_scorecard
    left join released_scorecard
        on
            source_scorecard.source_name = released_scorecard.source_name
            and source_scorecard.table_name = released_scorecard.table_name
            and source_scorecard.is_on
            and released_scorecard.is_on
            and released_scorecard.landed_rows > 0
),

-- An aggregate over no row is NULL on purpose: a scorecard without tables has not passed.
observations as (
    select
        'orphan_share' as rule_key,
        max(orphan_share) as observed
    from judged
    union all
    select
        'reject_budgets_exceeded' as rule_key,
        sum(case when is_over_budget then 1 else 0 end) as observed
    from judged
    union all
    select
        'row_counts_out_of_band' as rule_key,
        sum(case when is_out_of_band then 1 else 0 end) as observed
    from judged
    union all
    select
        'sources_too_old' as rule_key,
        sum(case when is_too_old then 1 else 0 end) as observed
    from judged
),

places as (
    select
        'orphan_share' as rule_key,
        table_name || ' ' || {{ share_text('orphan_share') }} || answers as place,
        orphan_share as weight
    from judged
    where orphan_share > 0
    union all
    select
        'reject_budgets_exceeded' as rule_key,
        table_name || ' ' || {{ share_text('reject_share') }} || ' of at most ' || {{ share_text('reject_budget') }} || answers as place,
        reject_share as weight
    from judged
    where is_over_budget
    union all
    select
        'row_counts_out_of_band' as rule_key,
        table_name || ' ' || cast(landed_rows as {{ type_text() }}) || ' rows after ' || cast(released_rows as {{ type_text() }}) || answers as place,
        abs(landed_rows - released_rows) as weight
    from judged
    where is_out_of_band
    union all
    select
        'sources_too_old' as rule_key,
        table_name || ' ' || cast(age_days as {{ type_text() }}) || ' days of at most ' || cast(error_after_days as {{ type_text() }}) || answers as place,
        age_days - error_after_days as weight
    from judged
    where is_too_old
),

seen as (
    select * from {{ worst_places('places') }} as worst_places
),

final as (
    select
        observations.rule_key,

        cast(observations.observed as decimal(18, 6)) as observed,
        seen.where_seen
    from observations
    left join seen
        on observations.rule_key = seen.rule_key
)

select * from final
