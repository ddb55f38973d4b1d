with measured as (
    select * from {{ ref('int_measure__active_user_ratio_28d') }}
    union all
    select * from {{ ref('int_measure__days_since_last_active') }}
    union all
    select * from {{ ref('int_measure__feature_breadth_28d') }}
    union all
    select * from {{ ref('int_measure__usage_vs_own_baseline') }}
    union all
    select * from {{ ref('int_measure__license_utilisation') }}
    union all
    select * from {{ ref('int_measure__mrr_change_180d') }}
    union all
    select * from {{ ref('int_measure__overdue_share') }}
    union all
    select * from {{ ref('int_measure__payment_failure_rate_180d') }}
    union all
    select * from {{ ref('int_measure__median_resolution_hours_90d') }}
    union all
    select * from {{ ref('int_measure__tickets_per_10_seats_90d') }}
    union all
    select * from {{ ref('int_measure__urgent_open_tickets') }}
    union all
    select * from {{ ref('int_measure__account_team_pulse') }}
    union all
    select * from {{ ref('int_measure__csat_90d') }}
    union all
    select * from {{ ref('int_measure__nps_180d') }}
    union all
    select * from {{ ref('int_measure__survey_response_rate_365d') }}
    union all
    select * from {{ ref('int_measure__text_sentiment_ewma') }}
    union all
    select * from {{ ref('int_measure__champion_left_90d') }}
    union all
    select * from {{ ref('int_measure__contacts_engaged_90d') }}
    union all
    select * from {{ ref('int_measure__days_since_meeting') }}
    union all
    select * from {{ ref('int_measure__sponsor_coverage') }}
    union all
    select * from {{ ref('int_measure__competitor_pressure_180d') }}
    union all
    select * from {{ ref('int_measure__industry_outlook') }}
),

final as (
    select
        account_id,
        as_of_date,
        measure_key,

        measured_value,
        observed_on,
        sample_size
    from measured
)

select * from final
