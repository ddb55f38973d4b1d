-- The twin of releases.py where releases are no files: the release is what lies in the warehouse, and the one before is gone. It waits for every published
-- table, and what the next build compares itself with is put beside them (macros/keep_as_released.sql):
-- depends_on: {{ ref('account_health_current') }}
-- depends_on: {{ ref('account_health', v=1) }}
-- depends_on: {{ ref('account_health', v=2) }}
-- depends_on: {{ ref('account_health_by_objective', v=1) }}
-- depends_on: {{ ref('account_health_changes', v=1) }}
-- depends_on: {{ ref('account_health_customer_view', v=1) }}
-- depends_on: {{ ref('account_health_drivers', v=1) }}
-- depends_on: {{ ref('account_health_history', v=1) }}
-- depends_on: {{ ref('column_profile') }}
-- depends_on: {{ ref('source_scorecard') }}
-- depends_on: {{ ref('release_gate') }}
with release_candidate as (
    select * from {{ ref('release_candidate') }}
),

final as (
    select
        release_id,
        as_of_date,

        content_hash,
        {{ run_start() }} as released_at,
        accounts,
        scored_accounts,
        model_versions,
        true as is_current
    from release_candidate
)

select * from final
