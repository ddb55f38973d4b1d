{#
What: a sentence is empty, or has a {placeholder} that nothing fills; or a customer would read of a measure that is not customer-safe, or of peers.
When it matters: always; a reader would see braces, or a customer what is not meant for it.
How to resolve: correct the sentence in seeds/scoring/measure_sentences.csv; whether customers may read of a measure is is_customer_safe in
  seeds/scoring/sentence_rules.csv.
#}
{%- set placeholders = [
    'peers', 'value_s', 'value', 'peer_value_s', 'peer_value', 'part', 'sample_s', 'sample', 'seats_s', 'seats', 'reason', 'until',
] -%}
{%- set filled = namespace(text="coalesce(sentences.sentence, '{}') || coalesce(sentences.peer_clause, '')") -%}
{%- for placeholder in placeholders -%}
    {%- set filled.text = "replace(" ~ filled.text ~ ", '{" ~ placeholder ~ "}', '')" -%}
{%- endfor %}
with sentences as (
    select * from {{ ref('measure_sentences') }}
),

sentence_rules as (
    select * from {{ ref('sentence_rules') }}
),

judged as (
    select
        sentences.measure_key,
        sentences.sentence_type,
        sentences.priority,
        {{ filled.text }} as left_over,
        sentences.sentence_type in ('fact', 'goes_well', 'can_do') as is_for_customers,
        coalesce(sentence_rules.is_customer_safe, false) as is_customer_safe,
        coalesce(sentences.sentence, '') || coalesce(sentences.peer_clause, '') as whole_text
    from sentences
    left join sentence_rules
        on sentences.measure_key = sentence_rules.measure_key
)

select
    'seeds/scoring/measure_sentences.csv' as file,
    {{ row_name(['measure_key', 'sentence_type', 'priority']) }} as row_key,
    case
        when position('{' in left_over) > 0 then 'the sentence is empty or has a placeholder that is not known'
        when not is_customer_safe then 'customers would read of a measure that is not customer-safe'
        else 'customers would read of peers'
    end as problem,
    'use only: {{ placeholders | join(", ") }}; write to customers only of safe measures and without peers' as remedy
from judged
where
    position('{' in left_over) > 0
    or (is_for_customers and not is_customer_safe)
    or (is_for_customers and position('{pe' in whole_text) > 0)
