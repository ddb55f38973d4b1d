-- depends_on: {{ ref('erased_accounts') }}
with landed as (
    select * from {{ landed_contents('usage', 'events', 'occurred_at', 'account_id') }} as landed
),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

held as (select * from {{ held_event_days() }} as held),

-- Whose events they are is part of what a day says: an account that becomes known or is merged changes its days. It is found row by row, because a
-- sum by day and account would cost more than all the rest.
resolved as (
    select
        landed.landed_on,
        {{ number_hash(['landed.content', 'account_keys.account_id']) }} as content
    from landed
    left join account_keys on {{ clean_id('landed.landed_key') }} = account_keys.account_key
    where {{ is_not_erased('landed.landed_key') }}
),

summed as (
    select
        landed_on,
        count(*) as landed_rows,
        sum(content) as content
    from resolved
    group by landed_on
),

-- What is in the future today is accepted when its day has come: the newest days have another version on every date.
versions as (
    select
        landed_on,
        landed_rows,
        md5({{ row_text([
            'landed_rows',
            'content',
            "case when landed_on >= cast(" ~ add_days(as_of_date_literal(), number_setting('future_days_allowed') - 1) ~ " as " ~ type_text() ~ ") then "
            ~ as_of_date_literal() ~ " end",
            quoted(day_rules())
        ]) }}) as day_version
    from summed
),

newest as (
    select max({{ parse_date('landed_on') }}) as held_on
    from held
    where {{ parse_date('landed_on') }} <= {{ as_of_date_literal() }}
),

-- Days before this were to be complete in the build before, which knew nothing of the days after its newest.
complete as (
    select case when held_on is not null then {{ add_days('held_on', -number_setting('look_back_days')) }} end as complete_before
    from newest
),

final as (
    select
        coalesce(versions.landed_on, held.landed_on) as landed_on,
        versions.day_version,

        cast(coalesce(versions.landed_rows, 0) as bigint) as landed_rows,
        cast(coalesce(held.held_rows, 0) as bigint) as held_rows,

        coalesce(versions.day_version, '') <> coalesce(held.held_version, '') as is_changed,
        coalesce(
            coalesce(versions.landed_rows, 0) <> coalesce(held.held_rows, 0)
            and coalesce(versions.landed_on, held.landed_on) < cast(complete.complete_before as {{ type_text() }}), false
        ) as is_late
    from versions
    full join held on versions.landed_on = held.landed_on
    cross join complete
)

select * from final
