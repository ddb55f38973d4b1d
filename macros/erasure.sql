{# The hash by which seeds/reference/erased_accounts.csv knows an account id in any spelling; python_checks/erasure.py computes the same. #}
{% macro account_hash(account_id) -%}{{ return(adapter.dispatch('account_hash')(spelled_id(account_id))) }}{%- endmacro %}
{% macro default__account_hash(spelled) -%}encode(sha256(convert_to({{ spelled }}, 'UTF8')), 'hex'){%- endmacro %}
{% macro duckdb__account_hash(spelled) -%}sha256({{ spelled }}){%- endmacro %}
{% macro spark__account_hash(spelled) -%}sha2({{ spelled }}, 256){%- endmacro %}

{% macro spelled_id(account_id) -%}
    upper({{ trimmed("replace(" ~ without_hidden_characters("cast(" ~ account_id ~ " as " ~ type_text() ~ ")") ~ ", chr(160), ' ')") }})
{%- endmacro %}

{# A ticket is known inside the connection it came by. #}
{% macro ticket_name() -%}
    coalesce({{ clean_text('source_relation') }}, 'support') || ' ' || coalesce({{ spelled_id('ticket_id') }}, '')
{%- endmacro %}

{# True for the rows of accounts that are not erased, and for rows of no account. Without any erasure no row is hashed. #}
{% macro is_not_erased(account_id) -%}
    {%- set erased = erased_accounts() -%}
    {%- if erased is none -%}{{ return('true') }}{%- endif -%}
    (coalesce({{ account_hash(account_id) }}, '') not in (select account_hash from {{ erased }}))
{%- endmacro %}

{# The seed of erased accounts; none where it has no row, and while the project is only parsed or compiled without a warehouse. #}
{% macro erased_accounts() -%}
    {%- set seed = ref('erased_accounts') -%}
    {%- if not can_ask() or load_relation(seed) is none -%}{{ return(none) }}{%- endif -%}
    {%- if run_query("select count(*) from " ~ seed).rows[0][0] == 0 -%}{{ return(none) }}{%- endif -%}
    {{ return(seed) }}
{%- endmacro %}

{# Raw rows without those of erased accounts; an erased parent is no parent. Messages have no account: they go with their ticket. #}
{% macro without_erased(source_name, table_name, columns, rows) -%}
    {%- set is_message = source_name == 'support' and table_name == 'messages' -%}
    {%- if erased_accounts() is none or not (is_message or 'account_id' in columns) -%}{{ return(rows) }}{%- endif -%}
    (select
        {% for column in columns -%}
        {{ "case when " ~ is_not_erased(column) ~ " then " ~ column ~ " end as " if column == 'parent_account_id' }}{{ column }}{{ ", " if not loop.last }}
        {% endfor -%}
    from {{ rows }} as every_row
    where
        {% if is_message -%}
        {{ ticket_name() }} not in (select {{ ticket_name() }} from {{ all_raw('support', 'tickets') }} as tickets where not {{ is_not_erased('account_id') }})
        {%- else -%}
        {{ is_not_erased('account_id') }}
        {%- endif %}
    )
{%- endmacro %}
