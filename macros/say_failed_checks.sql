{# At the end of a run: one sentence per finding of every failed test in the rulebook and the reference seeds, which hold no account data; of every
   other failed test how many rows it found and where they are. #}
{% macro say_failed_checks(results) -%}
    {%- if execute -%}
        {%- for result in results if result.node.resource_type == 'test' and result.status in ('fail', 'warn') and result.node.relation_name -%}
            {%- set columns = run_query("select * from " ~ result.node.relation_name ~ " where false").column_names -%}
            {%- set said = [] -%}
            {%- if 'problem' in columns and 'remedy' in columns and 'row_key' in columns and 'file' in columns -%}
                {%- set findings = run_query(
                    "select file, row_key, problem, remedy from " ~ result.node.relation_name ~ " where " ~ may_be_printed() ~ " order by 1, 2, 3 limit 20"
                ) -%}
                {%- for finding in findings.rows -%}
                    {%- do said.append("  " ~ finding[0] ~ " [" ~ finding[1] ~ "]: " ~ finding[2] ~ "; " ~ finding[3] ~ ".") -%}
                {%- endfor -%}
            {%- endif -%}
            {%- if said | length < result.failures -%}
                {%- do said.append("  " ~ result.node.name ~ ": " ~ result.failures ~ " rows in " ~ result.node.schema ~ "." ~ result.node.alias) -%}
            {%- endif -%}
            {%- do log(said | join("\n"), info=true) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{# The rows of stored failures that may be written into logs, by their file: those of seeds that people edit, and names of published columns. #}
{% macro may_be_printed() -%}
    (file like 'seeds/scoring%' or file like 'seeds/reference/%' or file = 'models/published')
{%- endmacro %}
