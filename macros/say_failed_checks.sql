{# At the end of a run: one sentence per finding of every failed test that knows its problem and remedy (rulebook and gate tests do; they hold no
   account data). #}
{% macro say_failed_checks(results) -%}
    {%- if execute -%}
        {%- for result in results if result.node.resource_type == 'test' and result.status in ('fail', 'warn') and result.node.relation_name -%}
            {%- set columns = run_query("select * from " ~ result.node.relation_name ~ " where false").column_names -%}
            {%- if 'problem' in columns and 'remedy' in columns and 'row_key' in columns and 'file' in columns -%}
                {%- set findings = run_query(
                    "select file, row_key, problem, remedy from " ~ result.node.relation_name ~ " order by 1, 2, 3 limit 20"
                ) -%}
                {%- for finding in findings.rows -%}
                    {%- do log("  " ~ finding[0] ~ " [" ~ finding[1] ~ "]: " ~ finding[2] ~ "; " ~ finding[3] ~ ".", info=true) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
