{# Where a rule of the gate saw what it counts: the three worst places of each rule as one text. `places` is a relation in scope with rule_key,
   place (a name and figures, never a value of account data) and weight (the larger, the worse). #}
{% macro worst_places(places) -%}
    (
        select
            rule_key,
            replace({{ sorted_lines('place_line') }}, chr(10), '; ')
            || case when max(place_count) > 3 then ' and ' || cast(max(place_count) - 3 as {{ type_text() }}) || ' more' else '' end as where_seen
        from (
            select
                rule_key,
                place as place_line,
                count(*) over (partition by rule_key) as place_count,
                row_number() over (partition by rule_key order by weight desc nulls last, place) as place_rank
            from {{ places }}
        ) as ranked
        where place_rank <= 3
        group by rule_key
    )
{%- endmacro %}

{# A share as people read it: 0.0412 is 4.1 %. #}
{% macro share_text(share) -%}
    cast(cast(100 * {{ share }} as decimal(18, 1)) as {{ type_text() }}) || ' %'
{%- endmacro %}
