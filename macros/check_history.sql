{# quality.check_history: one row per check and run, appended at the end of every run that judged something, also where the build failed half-way.
   It is a table beside the models, because a model cannot know how the tests after it ended; no full refresh drops it. It never holds a value of
   the data. Checks are data tests (of this run's results), rules of the release gate and expectations (rows of this invocation). #}

{% macro check_history_columns() -%}
    {{ return({
        'invocation_id': type_text(), 'run_started_at': 'timestamp', 'as_of_date': 'date', 'check_kind': type_text(), 'check_key': type_text(),
        'description': type_text(), 'status': type_text(), 'severity': type_text(), 'owner_name': type_text(), 'owner_channel': type_text(),
        'table_name': type_text(), 'column_name': type_text(), 'failing_rows': 'bigint', 'observed': type_text(), 'limit_text': type_text(),
        'remedy': type_text(), 'stored_in': type_text(), 'code_path': type_text()
    }) }}
{%- endmacro %}

{# Called in on-run-end. A run on no or on some rows only (--empty, --sample) judged nothing. #}
{% macro record_checks(results) -%}
    {%- if execute and not flags.EMPTY and not flags.SAMPLE and flags.WHICH in ('build', 'test', 'run', 'retry') -%}
        {%- set history = ready_check_history() -%}
        {%- call statement('check_history', auto_begin=true) -%}
            insert into {{ history }} ({{ check_history_columns().keys() | join(', ') }})
            {{ checks_of_this_run(results) }}
        {%- endcall -%}
        {%- do adapter.commit() -%}
    {%- endif -%}
{%- endmacro %}

{# The table, created where it is absent; a table written by an earlier version of the project gets the columns it lacks. #}
{% macro ready_check_history() -%}
    {%- set history = api.Relation.create(database=target.get('database'), schema='quality', identifier='check_history', type='table') -%}
    {%- set found = adapter.get_relation(target.get('database'), 'quality', 'check_history') -%}
    {%- if found is none -%}
        {%- do adapter.create_schema(history) -%}
        {%- set declared = [] -%}
        {%- for column, type in check_history_columns().items() -%}{%- do declared.append(column ~ ' ' ~ type) -%}{%- endfor -%}
        {%- do run_query('create table ' ~ history ~ ' (' ~ declared | join(', ') ~ ')') -%}
    {%- else -%}
        {%- set known = adapter.get_columns_in_relation(found) | map(attribute='name') | map('lower') | list -%}
        {%- for column, type in check_history_columns().items() if column not in known -%}
            {%- do run_query('alter table ' ~ history ~ ' add column ' ~ column ~ ' ' ~ type) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(history) }}
{%- endmacro %}

{# One row per check. The owner of a raw table's test is the table's, unless the test names another (meta.owner). #}
{% macro checks_of_this_run(results) -%}
    with data_tests as (
        {{ data_test_rows(results) }}
    ),

    data_sources as (select * from {{ built_or_empty('reference', 'data_sources', ['source_name', 'table_name', 'owner_name', 'owner_channel']) }} as data_sources),

    data_owners as (select * from {{ built_or_empty('reference', 'data_owners', ['owner_name', 'owner_channel']) }} as data_owners),

    checks as (
        {{ checks_from_data_tests() }}
        union all
        {{ checks_from_gate_rules() }}
        union all
        {{ checks_from_expectations() }}
    )

    select
        {{ quoted(invocation_id) }},
        {{ run_start() }},
        {{ as_of_date_literal() }},
        checks.check_kind, checks.check_key, checks.description, checks.status, checks.severity, checks.owner_name,
        coalesce(checks.owner_channel, data_owners.owner_channel), checks.table_name, checks.column_name, cast(checks.failing_rows as bigint),
        checks.observed, checks.limit_text, checks.remedy, checks.stored_in, checks.code_path
    from checks
    left join data_owners on checks.owner_name = data_owners.owner_name
{%- endmacro %}

{% macro checks_from_data_tests() -%}
        select
            'data_test' as check_kind, data_tests.check_key, data_tests.description, data_tests.status, data_tests.severity,
            coalesce(data_tests.owner_name, data_sources.owner_name) as owner_name, data_sources.owner_channel, data_tests.table_name,
            data_tests.column_name, data_tests.failing_rows, cast(data_tests.failing_rows as {{ type_text() }}) || ' rows' as observed,
            'no rows' as limit_text, data_tests.remedy, data_tests.stored_in, data_tests.code_path
        from data_tests
        left join data_sources
            on data_tests.table_name = data_sources.source_name || '.' || data_sources.table_name and data_tests.owner_name is null
        where data_tests.check_key is not null
{%- endmacro %}

{% macro checks_from_gate_rules() -%}
        select
            'gate_rule', gate.rule_key, gate.what_is_counted,
            case when cast(gate.is_excepted as boolean) then 'excepted' when cast(gate.is_passed as boolean) then 'passed' else 'failed' end, 'critical',
            gate.owner_name, null, 'release_gate', null, null,
            coalesce({{ number_text('gate.observed') }}, 'nothing was counted') || coalesce(' (' || gate.where_seen || ')', ''),
            'at most ' || {{ number_text('gate.limit_value') }}, gate.remedy, null, 'seeds/reference/gate_rules.csv'
        from {{ built_or_empty('quality', 'release_gate', ['rule_key', 'what_is_counted', 'observed', 'where_seen', 'limit_value', 'remedy',
            'owner_name', 'is_passed', 'is_excepted', 'invocation_id']) }} as gate
        where gate.invocation_id = {{ quoted(invocation_id) }}
{%- endmacro %}

{% macro checks_from_expectations() -%}
        select
            'expectation', concat_ws('.', expectations.suite, expectations.expectation, expectations.column_name), expectations.description,
            expectations.status, expectations.severity, expectations.owner_name, null, expectations.table_name, expectations.column_name,
            cast(expectations.failing_rows as bigint), expectations.observed, expectations.limit_text, expectations.remedy, null,
            'python_checks/expectations/suites'
        from {{ built_or_empty('quality', 'expectation_results', ['suite', 'expectation', 'description', 'status', 'severity', 'owner_name', 'table_name',
            'column_name', 'failing_rows', 'observed', 'limit_text', 'remedy', 'invocation_id']) }} as expectations
        where expectations.invocation_id = {{ quoted(invocation_id) }}
{%- endmacro %}

{# Columns of a relation, or no row where it was never built; a column it does not have is empty. #}
{% macro built_or_empty(schema_name, table_name, columns) -%}
    {%- set relation = adapter.get_relation(target.get('database'), schema_name, table_name) -%}
    {%- set known = adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list if relation is not none else [] -%}
    (select
        {%- for column in columns %} {{ column if column in known else 'cast(null as ' ~ type_text() ~ ')' }} as {{ column }}{{ ',' if not loop.last }}{% endfor %}
    {{ 'from ' ~ relation if relation is not none else 'where false' }})
{%- endmacro %}
