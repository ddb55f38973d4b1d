{#
What: the last trend of a version still asks for a slope.
When it matters: always; a scored account could fall so fast that it has no trend.
How to resolve: end the trends of the version with a row whose min_slope is empty in seeds/scoring/trend_labels.csv.
#}
with trend_labels as (
    select * from {{ ref('trend_labels') }}
),

ranked as (
    select
        model_version,
        trend_label,
        min_slope,
        row_number() over (partition by model_version order by priority desc, trend_label asc) as position_from_last
    from trend_labels
)

select
    'seeds/scoring/trend_labels.csv' as file,
    {{ row_name(['model_version', 'trend_label']) }} as row_key,
    'the last trend asks for a slope' as problem,
    'empty its min_slope' as remedy
from ranked
where
    position_from_last = 1
    and min_slope is not null
