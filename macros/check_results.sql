{# What a run says of its data tests, as rows for quality.check_history. #}

{# One row per data test of this run, after an empty row that gives the types. #}
{% macro data_test_rows(results) -%}
    {%- set columns = ['check_key', 'description', 'status', 'severity', 'owner_name', 'table_name', 'column_name', 'remedy', 'stored_in', 'code_path'] -%}
    {%- set raw_tables = raw_table_names() -%}
    {%- set escaped = (quoted("\\")[1:-1], quoted("'")[1:-1]) -%}
    select * from (values
        ({%- for column in columns -%}cast(null as {{ type_text() }}), {% endfor -%}cast(null as bigint))
        {%- for result in results if result.node.resource_type == 'test' %},
        {{ data_test_row(result, raw_tables, escaped) }}
        {%- endfor %}
    ) as given ({{ columns | join(', ') }}, failing_rows)
{%- endmacro %}

{# The last sentence of a description says how to fix it; what comes before says what is wrong and why it matters. Literals are written here and
   not by a macro, because hundreds of rows are said at the end of every build; `escaped` is the engine's way to write a backslash and an apostrophe. #}
{% macro data_test_row(result, raw_tables, escaped) -%}
    {%- set node = result.node -%}
    {%- set sentences = (node.description or '').split() | join(' ') -%}
    {%- set sentences = sentences.rsplit('. ', 1) -%}
    {%- set has_failed = result.status in ('fail', 'warn') -%}
    {%- set words = {'pass': 'passed', 'fail': 'failed', 'warn': 'failed', 'error': 'error', 'runtime error': 'error'} -%}
    {%- set texts = [
        node.name, sentences[0].rstrip('.') ~ '.', words.get(result.status | string, 'skipped'),
        'warning' if node.config.severity | lower == 'warn' else 'critical', node.config.meta.get('owner'), judged_table(node, raw_tables),
        node.column_name, sentences[1] if sentences | length > 1, node.schema ~ '.' ~ node.alias if has_failed, node.original_file_path
    ] -%}
    (
    {%- for text in texts -%}
        {%- if text -%}'{{ text.replace("\\", escaped[0]).replace("'", escaped[1]) }}'{%- else -%}null{%- endif -%},
    {%- endfor -%}
    {{ result.failures if has_failed or result.status == 'pass' else 'null' }})
{%- endmacro %}

{# What a test judges: crm.accounts for the staging of a raw table, else a model's or seed's name. A singular test judges what it names as
   meta.judges, else what it reads first. #}
{% macro judged_table(node, raw_tables) -%}
    {%- set judged = node.attached_node or node.depends_on.nodes | first -%}
    {%- set name = node.config.meta.get('judges') or (graph.nodes.get(judged) or graph.sources.get(judged) or {}).get('name') -%}
    {{ return(raw_tables.get(name, name)) }}
{%- endmacro %}

{# The staging models of the raw tables: {'base_crm__accounts': 'crm.accounts', 'stg_crm__accounts': 'crm.accounts', ...}. #}
{% macro raw_table_names() -%}
    {%- set names = {} -%}
    {%- for declared in graph.sources.values() -%}
        {%- for prefix in ('base_', 'stg_') -%}
            {%- do names.update({prefix ~ declared.source_name ~ '__' ~ declared.name: declared.source_name ~ '.' ~ declared.name}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}
