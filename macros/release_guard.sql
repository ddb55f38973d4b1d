{# Runs before every published model. Only a `dbt build` that tested everything it is about to show may go on: this invocation's gate, all passed,
   and every error-severity data test of the project among the selected resources. #}
{% macro release_guard() -%}
    {%- if not execute -%}{{ return('') }}{%- endif -%}
    {%- if flags.EMPTY or flags.SAMPLE -%}{{ refuse_release("this build reads no or only some rows (--empty or --sample)") }}{%- endif -%}
    {%- set left_out = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'test' and node.config.severity | lower == 'error' -%}
        {%- if node.unique_id not in selected_resources -%}{%- do left_out.append(node.name) -%}{%- endif -%}
    {%- endfor -%}
    {%- if flags.WHICH != 'build' or left_out | length > 0 -%}
        {{ refuse_release("it was not tested in this run (" ~ left_out | length ~ " data tests are left out, `dbt " ~ flags.WHICH ~ "`)") }}
    {%- endif -%}
    {%- set gate = adapter.get_relation(target.get('database'), 'quality', 'release_gate') -%}
    {%- if gate is none -%}{{ refuse_release("the release gate was never built") }}{%- endif -%}
    {%- set verdict = run_query(
        "select count(*), sum(case when is_passed then 1 else 0 end) from " ~ gate ~ " where invocation_id = '" ~ invocation_id ~ "'"
    ).rows[0] -%}
    {%- if verdict[0] == 0 or verdict[0] != verdict[1] -%}{{ refuse_release("the release gate has not passed in this run") }}{%- endif -%}
{%- endmacro %}

{% macro refuse_release(reason) -%}
    {{ exceptions.raise_compiler_error("Release guard: nothing is published, because " ~ reason ~ ". Readers keep the last release. Run the whole `dbt build`.") }}
{%- endmacro %}
