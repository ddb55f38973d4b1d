with spine as (
    select * from {{ ref('int_account_spine') }}
),

objectives as (
    select * from {{ ref('objectives') }}
),

measure_sentences as (
    select * from {{ ref('fct_measure_sentences') }}
),

remarks as (
    select * from {{ ref('fct_account_remarks') }}
),

primary_objectives as (
    select objective_key
    from objectives
    where is_primary
),

facts as (
    select
        measure_sentences.account_id,
        {{ sorted_lines("case when measure_sentences.factor_key = 'adoption' then measure_sentences.sentence end") }} as adoption,
        {{ sorted_lines("case when measure_sentences.factor_key = 'engagement' then measure_sentences.sentence end") }} as engagement
    from measure_sentences
    inner join primary_objectives
        on measure_sentences.objective_key = primary_objectives.objective_key
    where measure_sentences.sentence_type = 'fact'
    group by measure_sentences.account_id
),

advice as (
    select
        remarks.account_id,
    {% for rank in range(1, 4) -%}
        max(case when remarks.remark_type = 'goes_well' and remarks.remark_rank = {{ rank }} then remarks.sentence end) as what_goes_well_{{ rank }},
        max(case when remarks.remark_type = 'can_do' and remarks.remark_rank = {{ rank }} then remarks.sentence end) as what_you_can_do_{{ rank }}
        {{- "," if not loop.last }}
    {% endfor %}
    from remarks
    inner join primary_objectives
        on remarks.objective_key = primary_objectives.objective_key
    group by remarks.account_id
),

-- Only what a customer may read: no score, no band, no revenue, no peers, no competitor, nothing our people think of them.
final as (
    select
        spine.account_id,
        spine.account_name,
        spine.as_of_date,

        replace(facts.adoption, chr(10), ' ') as adoption,
        replace(facts.engagement, chr(10), ' ') as engagement,

        advice.what_goes_well_1,
        advice.what_goes_well_2,
        advice.what_goes_well_3,
        advice.what_you_can_do_1,
        advice.what_you_can_do_2,
        advice.what_you_can_do_3
    from spine
    left join facts
        on spine.account_id = facts.account_id
    left join advice
        on spine.account_id = advice.account_id
    where spine.is_latest_date
)

select * from final
