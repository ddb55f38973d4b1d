with observed_measures as (
    select * from {{ ref('int_observed_measures') }}
),

sentences as (
    select * from {{ ref('measure_sentences') }}
),

-- The first sentence by priority whose ranges hold the value. Of a measure that customers may not see nothing is said to them.
chosen as (
    select
        observed_measures.account_id,
        observed_measures.objective_key,
        observed_measures.as_of_date,
        observed_measures.measure_key,
        observed_measures.factor_key,
        observed_measures.is_customer_safe,
        observed_measures.sample_size,
        observed_measures.seats,
        observed_measures.contribution,
        observed_measures.lost_points,
        observed_measures.better_direction * (observed_measures.peer_value - observed_measures.measured_value) as peer_advantage,
        sentences.sentence_type,
        coalesce(sentences.topic, sentences.measure_key) as topic,
        sentences.sentence,
        sentences.peer_clause,
        {{ readable_number('observed_measures.measured_value', 'sentences.value_format') }} as value_text,
        {{ readable_number('observed_measures.peer_value', 'sentences.value_format') }} as peer_text,
        {{ whole_text('observed_measures.measured_value * observed_measures.sample_size') }} as part_text,
        cast(observed_measures.sample_size as {{ type_text() }}) as sample_text,
        cast(observed_measures.seats as {{ type_text() }}) as seats_text,
        row_number() over (
            partition by observed_measures.account_id, observed_measures.objective_key, observed_measures.measure_key, sentences.sentence_type
            order by sentences.priority
        ) as sentence_rank
    from observed_measures
    inner join sentences
        on
            observed_measures.measure_key = sentences.measure_key
            and (sentences.value_from is null or observed_measures.measured_value >= sentences.value_from)
            and (sentences.value_to is null or observed_measures.measured_value <= sentences.value_to)
            and (sentences.sample_from is null or observed_measures.sample_size >= sentences.sample_from)
            and (sentences.sample_to is null or observed_measures.sample_size <= sentences.sample_to)
    where
        (sentences.sentence_type = 'risk' and observed_measures.is_risk)
        or (sentences.sentence_type = 'strength' and observed_measures.is_strength)
        or (
            observed_measures.is_customer_safe
            and (
                sentences.sentence_type = 'fact'
                or (sentences.sentence_type = 'can_do' and observed_measures.is_risk)
                or (sentences.sentence_type = 'goes_well' and observed_measures.is_strength)
            )
        )
),

-- Peers are named where they are better than a risk or behind a strength, and read differently after rounding. Customers never hear of peers.
compared as (
    select
        *,
        case
            when value_text = peer_text then null
            when sentence_type = 'risk' and peer_advantage > 0 then peer_clause
            when sentence_type = 'strength' and peer_advantage < 0 then peer_clause
        end as spoken_peer_clause
    from chosen
    where sentence_rank = 1
),

final as (
    select
        account_id,
        objective_key,
        as_of_date,
        measure_key,
        sentence_type,

        factor_key,
        topic,
        {{ filled_sentence('sentence', {
            'peers': 'spoken_peer_clause',
            'peer_value_s': plural_s('peer_text'),
            'peer_value': 'peer_text',
            'value_s': plural_s('value_text'),
            'value': 'value_text',
            'part': 'part_text',
            'sample_s': plural_s('sample_text'),
            'sample': 'sample_text',
            'seats_s': plural_s('seats_text'),
            'seats': 'seats_text',
        }) }} as sentence,

        contribution,
        lost_points,

        is_customer_safe
    from compared
)

select * from final
