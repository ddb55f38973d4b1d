{#
What: an exception from the release gate names no rule that may be excepted, does not say why and who, stands twice, or would lie there for too long.
When it matters: always; a build would pass, or be thought to pass, without anybody who answers for it.
How to resolve: complete or remove the row in seeds/reference/gate_exceptions.csv. What may never be excepted is repaired instead.
#}
with gate_exceptions as (
    select * from {{ ref('gate_exceptions') }}
),

gate_rules as (
    select * from {{ ref('gate_rules') }}
),

judged as (
    select
        gate_exceptions.rule_key,
        gate_exceptions.as_of_date,
        gate_exceptions.reason,
        gate_exceptions.author,
        gate_exceptions.expires_on,
        gate_rules.rule_key as known_rule,
        gate_rules.may_be_excepted,
        count(*) over (partition by gate_exceptions.rule_key, gate_exceptions.as_of_date) as same_rows
    from gate_exceptions
    left join gate_rules
        on gate_exceptions.rule_key = gate_rules.rule_key
),

problems as (
    select
        rule_key,
        as_of_date,
        case
            when known_rule is null then 'this rule is unknown'
            when not may_be_excepted then 'this rule may not be excepted'
            when as_of_date is null then 'as_of_date is empty'
            when coalesce(trim(reason), '') = '' then 'the reason is empty'
            when coalesce(trim(author), '') = '' then 'the author is empty'
            when expires_on is null then 'expires_on is empty'
            when expires_on > {{ add_days('as_of_date', number_setting('gate_exception_max_days')) }}
                then 'it expires more than {{ number_setting("gate_exception_max_days") }} days after its as-of date'
            when same_rows > 1 then 'it stands in several rows'
        end as problem
    from judged
)

select
    'seeds/reference/gate_exceptions.csv' as file,
    {{ row_name(['rule_key', 'as_of_date']) }} as row_key,
    problem,
    case problem
        when 'this rule is unknown' then 'use a rule_key of seeds/reference/gate_rules.csv'
        when 'this rule may not be excepted' then 'remove the row and repair what the rule found'
        when 'it stands in several rows' then 'keep one row'
        else 'complete the row, or remove it'
    end as remedy
from problems
where problem is not null
