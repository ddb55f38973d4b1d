with

contact_presence as (select * from {{ ref('int_contact_presence') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

final as (
    select
        contact_presence.account_id,
        contact_presence.as_of_date,
        'champion_left_90d' as measure_key,

        cast(
            case when contact_presence.champions_left_90d > 0 and contact_presence.active_champions = 0 then 1 else 0 end
            as decimal(28, 10)
        ) as measured_value,
        source_clock.newest_record_on as observed_on,
        contact_presence.active_champions + contact_presence.champions_left_90d as sample_size
    from contact_presence
    left join source_clock
        on contact_presence.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'crm.contacts'
)

select * from final
