with account_health as (
    select * from {{ ref('fct_account_health') }}
),

drivers as (
    select * from {{ ref('fct_score_drivers') }}
),

history as (
    select * from {{ ref('release_history') }}
),

changes as (
    select * from {{ ref('fct_score_changes') }}
),

customer_view as (
    select * from {{ ref('fct_customer_view') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

current_health as (
    select *
    from account_health
    where is_latest_date
),

-- Which release first published a row is no content of it: else the second build of the same input would differ from the first.
history_content as (
    select
        account_id,
        objective_key,
        as_of_date,
        model_version,
        rules_hash,
        score_status,
        health_score,
        computed_score,
        health_score_exact,
        score_low,
        score_high,
        health_band,
        coverage,
        confidence,
        is_overridden,
        arr,
        is_reconstructed,
        restated_score,
        is_restated
    from history
),

fingerprints as (
    select 'health' as part, {{ rows_fingerprint('current_health') }} as fingerprint from current_health
    union all
    select 'drivers' as part, {{ rows_fingerprint('drivers') }} as fingerprint from drivers
    union all
    select 'changes' as part, {{ rows_fingerprint('changes') }} as fingerprint from changes
    union all
    select 'customer_view' as part, {{ rows_fingerprint('customer_view') }} as fingerprint from customer_view
    union all
    select 'history' as part, {{ rows_fingerprint('history_content') }} as fingerprint from history_content
    union all
    select 'shape' as part, '{{ published_shape() }}' as fingerprint
),

hashed as (
    select md5({{ sorted_lines("part || ' ' || fingerprint") }}) as content_hash
    from fingerprints
),

champions as (
    select distinct model_version from current_health
),

versions as (
    select {{ sorted_lines('model_version') }} as model_versions from champions
),

counted as (
    select
        count(distinct account_id) as accounts,
        count(distinct case when score_status = 'scored' then account_id end) as scored_accounts
    from current_health
),

final as (
    select
        cast(as_of_dates.as_of_date as {{ type_text() }}) || '-' || substr(hashed.content_hash, 1, 12) as release_id,
        as_of_dates.as_of_date,
        hashed.content_hash,
        cast(counted.accounts as integer) as accounts,
        cast(counted.scored_accounts as integer) as scored_accounts,
        replace(coalesce(versions.model_versions, ''), chr(10), ', ') as model_versions
    from as_of_dates
    cross join hashed
    cross join counted
    cross join versions
    where as_of_dates.is_latest_date
)

select * from final
