{#
What: version 1 and version 2 of account_health show another set of accounts, or another value in a column that both have.
When it matters: always; two readers would see two truths on the same day. The release waits for this test: readers keep the last one.
How to resolve: both versions are thin selects of fct_account_health; compare their files in models/published/account_health and undo what differs.
#}
{%- set columns = graph.nodes['model.account_health.account_health.v1'].columns.keys() | join(', ') if execute else 'account_id' -%}

with version_1 as (
    select {{ columns }} from {{ ref('account_health', v=1) }}
),

version_2 as (
    select {{ columns }} from {{ ref('account_health', v=2) }}
),

only_in_version_1 as (
    select * from version_1
    except
    select * from version_2
),

only_in_version_2 as (
    select * from version_2
    except
    select * from version_1
),

differences as (
    select
        account_id,
        'only version 1 has this row' as problem
    from only_in_version_1
    union all
    select
        account_id,
        'only version 2 has this row' as problem
    from only_in_version_2
)

select
    'models/published/account_health' as file,
    {{ row_name(['account_id']) }} as row_key,
    problem,
    'both versions are thin selects of fct_account_health: undo what differs' as remedy,
    account_id
from differences
