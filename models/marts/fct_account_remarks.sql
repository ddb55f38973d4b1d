with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

score_exceptions as (
    select * from {{ ref('score_exceptions') }}
),

sentences as (
    select * from {{ ref('measure_sentences') }}
),

measure_sentences as (
    select * from {{ ref('fct_measure_sentences') }}
),

-- What lowers the whole score comes before every measure: first the word of a person, then a rule.
override_remarks as (
    select
        account_scores.account_id,
        account_scores.objective_key,
        sentences.sentence_type as remark_type,
        sentences.measure_key,
        1 as source_rank,
        account_scores.score_after_exceptions - account_scores.health_score_exact as importance,
        sentences.measure_key as topic,
        {{ filled_sentence('sentences.sentence', {
            'reason': "replace(account_scores.override_reason, '_', ' ')",
            'until': "cast(account_scores.override_expires_on as " ~ type_text() ~ ")",
        }) }} as sentence
    from account_scores
    inner join as_of_dates
        on account_scores.as_of_date = as_of_dates.as_of_date
    inner join sentences
        on sentences.measure_key = 'override'
    where
        account_scores.is_champion
        and as_of_dates.is_latest_date
        and account_scores.health_score_exact < account_scores.score_after_exceptions
),

exception_remarks as (
    select
        account_scores.account_id,
        account_scores.objective_key,
        'risk' as remark_type,
        score_exceptions.measure_key,
        2 as source_rank,
        account_scores.computed_score_exact - account_scores.score_after_exceptions as importance,
        score_exceptions.measure_key as topic,
        account_scores.exception_reason as sentence
    from account_scores
    inner join as_of_dates
        on account_scores.as_of_date = as_of_dates.as_of_date
    inner join score_exceptions
        on
            account_scores.model_version = score_exceptions.model_version
            and account_scores.exception_key = score_exceptions.exception_key
    where
        account_scores.is_champion
        and as_of_dates.is_latest_date
        and account_scores.score_after_exceptions < account_scores.computed_score_exact
),

remarks as (
    select * from override_remarks
    union all
    select * from exception_remarks
    union all
    select
        account_id,
        objective_key,
        sentence_type as remark_type,
        measure_key,
        3 as source_rank,
        case when sentence_type in ('strength', 'goes_well') then contribution else lost_points end as importance,
        topic,
        sentence
    from measure_sentences
    where sentence_type != 'fact'
),

-- Three ways to say one thing would leave no room for the second: of each topic only what weighs most is said.
first_of_topic as (
    select
        *,
        row_number() over (
            partition by account_id, objective_key, remark_type, topic
            order by source_rank asc, importance desc, measure_key asc
        ) as topic_rank
    from remarks
),

final as (
    select
        account_id,
        objective_key,
        remark_type,
        cast(row_number() over (
            partition by account_id, objective_key, remark_type
            order by source_rank asc, importance desc, measure_key asc
        ) as integer) as remark_rank,

        measure_key,
        sentence
    from first_of_topic
    where topic_rank = 1
)

select * from final
