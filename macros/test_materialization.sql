{# How a data test runs: it counts first, and stores its rows only where it found some. dbt's own way drops and creates a table for every test, which
   took longer than all the counting. Where nothing is found any more the table of an earlier failure goes, so that nobody reads old rows. #}
{% materialization test, default %}
    {%- set rows = get_limit_subquery_sql(sql, config.get('limit')) -%}
    {%- call statement('main', fetch_result=true, auto_begin=false) -%}
        {{ get_test_sql(rows, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), limit=none) }}
    {%- endcall -%}

    {%- set relations = [] -%}
    {%- if should_store_failures() -%}
        {%- set stored = adapter.get_relation(database=database, schema=schema, identifier=model['alias']) -%}
        {%- if stored is not none -%}{%- do adapter.drop_relation(stored) -%}{%- endif -%}
        {%- if load_result('main').table.rows[0][0] > 0 -%}
            {%- set failures = api.Relation.create(database=database, schema=schema, identifier=model['alias'], type='table') -%}
            {%- call statement('failures', auto_begin=true) -%}{{ get_create_table_as_sql(false, failures, rows) }}{%- endcall -%}
            {%- do relations.append(failures) -%}
        {%- endif -%}
        {%- do adapter.commit() if stored is not none or relations -%}
    {%- endif -%}
    {{ return({'relations': relations}) }}
{% endmaterialization %}
