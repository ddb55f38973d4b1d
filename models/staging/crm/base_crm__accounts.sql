with raw as (
    select
        {{ cleaned([
            'account_id', 'account_name', 'industry', 'segment', 'region', 'owner_name', 'owner_email', 'created_at',
            'parent_account_id', 'employee_count', 'seats', 'currency', 'updated_at', 'loaded_at', 'source_relation'
        ]) }}
    from {{ raw('crm', 'accounts') }} as landed
),

parsed as (
    select
        coalesce(source_relation, 'crm') as source_relation,
        account_id,
        upper(account_id) as account_key,
        upper(parent_account_id) as parent_account_key,
        record_hash,

        {{ clean_name('account_name') }} as account_name,
        lower(industry) as industry,
        lower(segment) as segment,
        lower(region) as region,
        {{ clean_name('owner_name') }} as owner_name,
        owner_email,
        {{ parse_timestamp('created_at') }} as created_at,
        {{ parse_integer('employee_count') }} as employee_count,
        {{ parse_integer('seats') }} as seats,
        upper(currency) as currency,
        {{ parse_timestamp('updated_at') }} as updated_at,
        {{ parse_timestamp('loaded_at') }} as loaded_at,

        {{ has_hidden_characters("concat_ws(' ', account_id, parent_account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['created_at', 'updated_at', 'loaded_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_integer, ['employee_count', 'seats']) }} as has_unreadable_number
    from raw
),

judged as (
    select
        *,
        case
            when account_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when employee_count not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
            when seats not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(account_key, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        account_id,
        account_key,
        parent_account_key,
        account_id as landed_account_id,

        account_name,
        industry,
        segment,
        region,
        owner_name,
        owner_email,
        created_at,
        employee_count,
        seats,
        currency,

        updated_at,
        updated_at as last_changed_at,
        loaded_at,
        cast(coalesce(updated_at, created_at) as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
