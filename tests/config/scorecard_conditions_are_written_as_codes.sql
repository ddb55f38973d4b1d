{#
What: a scorecard asks for a segment or industry in capitals or with blanks around it.
When it matters: always; segments and industries of accounts are compared in lower case, so it would match nobody.
How to resolve: write the condition in lower case without blanks around it in seeds/scoring/scorecards.csv.
#}
with scorecards as (
    select * from {{ ref('scorecards') }}
),

conditions as (
    select
        model_version,
        scorecard_key,
        'segment' as column_name,
        segment as condition_value
    from scorecards
    union all
    select
        model_version,
        scorecard_key,
        'industry' as column_name,
        industry as condition_value
    from scorecards
)

select
    'seeds/scoring/scorecards.csv' as file,
    {{ row_name(['model_version', 'scorecard_key']) }} as row_key,
    'the ' || column_name || ' "' || condition_value || '" matches no account' as problem,
    'write it in lower case without blanks around it, or leave the cell empty for all' as remedy
from conditions
where condition_value <> coalesce({{ clean_code('condition_value') }}, '')
