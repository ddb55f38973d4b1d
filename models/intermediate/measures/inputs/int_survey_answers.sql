with

responses as (select * from {{ ref('stg_survey__responses') }}),

-- An answer without a contact cannot be followed by a later one of the same person: it counts by itself.
final as (
    select
        source_relation,
        response_id,
        account_id,
        contact_id,
        coalesce('contact ' || contact_id, 'response ' || source_relation || ' ' || response_id) as respondent_key,
        survey_type,
        score,
        responded_at,
        cast(responded_at as date) as answered_on
    from responses
    where responded_at is not null
)

select * from final
