-- What: the customer view has a column that seed customer_view_columns does not allow, lacks one, or holds a sentence that is of no customer-safe measure.
-- When it matters: always. A customer would read what is not meant for it: a judgement, a peer, a competitor, revenue.
-- How to resolve: remove the column from fct_customer_view, or add it to seeds/reference/customer_view_columns.csv with the reason why it is safe;
-- a sentence is safe where seeds/scoring/sentence_rules.csv says so of its measure.
{% set customer_view = ref('fct_customer_view') %}
{% set view_columns = adapter.get_columns_in_relation(customer_view) if can_ask() else [] %}
with allowed as (select * from {{ ref('customer_view_columns') }}),

measure_sentences as (select * from {{ ref('fct_measure_sentences') }}),

shown_columns as (
    select cast(null as {{ type_text() }}) as column_name
    where false
    {%- for column in view_columns %}
    union all
    select {{ quoted(column.name | lower) }}
    {%- endfor %}
),

spoken as (
    {% for column in view_columns if column.name | lower not in ['account_id', 'account_name', 'as_of_date', 'adoption', 'engagement'] -%}
    select
        account_id,
        {{ quoted(column.name | lower) }} as column_name,
        cast({{ column.name }} as {{ type_text() }}) as sentence
    from {{ customer_view }}
    where {{ column.name }} is not null
    union all
    {% endfor -%}
    select
        cast(null as {{ type_text() }}) as account_id,
        cast(null as {{ type_text() }}) as column_name,
        cast(null as {{ type_text() }}) as sentence
    where false
),

safe_sentences as (
    select distinct
        account_id,
        sentence
    from measure_sentences
    where
        is_customer_safe
        and sentence_type in ('goes_well', 'can_do')
)

select
    'models/marts/fct_customer_view.sql' as file,
    'column_name=' || coalesce(shown_columns.column_name, allowed.column_name) as row_key,
    case when allowed.column_name is null then 'customers may not read it' else 'customers may read it and it is missing' end as problem,
    'remove the column or allow it in seeds/reference/customer_view_columns.csv' as remedy,
    cast(null as {{ type_text() }}) as account_id
from shown_columns
full outer join allowed on shown_columns.column_name = allowed.column_name
where
    shown_columns.column_name is null
    or allowed.column_name is null
union all
select
    'models/marts/fct_customer_view.sql' as file,
    {{ row_name(['spoken.account_id', 'spoken.column_name']) }} as row_key,
    'the sentence is of no measure that customers may read of' as problem,
    'look at is_customer_safe in seeds/scoring/sentence_rules.csv' as remedy,
    spoken.account_id
from spoken
left join safe_sentences
    on
        spoken.account_id = safe_sentences.account_id
        and spoken.sentence = safe_sentences.sentence
where safe_sentences.account_id is null
