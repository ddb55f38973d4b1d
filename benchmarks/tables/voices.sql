-- What people say and do beside using the product. Something happens to every account at a rate of its own; the first day of the feed bounds it.
create macro log_of(tag, per_year) as table
with happened as (
    select
        company.*,
        position,
        -- The first account was in touch this week, so that a company of one is not one whose feeds are dead.
        case
            when company.number = 0 and position = 0 then getvariable('as_of') - 3
            else between_days(
                greatest(company.started_on, getvariable('first_day')),
                least(getvariable('as_of'), coalesce(company.ended_on, getvariable('as_of'))),
                dice(tag, company.number, position)
            )
        end as happened_on
    from company
    cross join lateral (
        select cast(unnest(range(cast(greatest(
            case when company.number = 0 then 1 else 0 end,
            floor(
                per_year * (0.4 + 1.2 * dice(tag || ' often', company.number, 0))
                * (least(getvariable('as_of'), coalesce(company.ended_on, getvariable('as_of'))) - greatest(company.started_on, getvariable('first_day')))
                / 365.0
                + dice(tag || ' rest', company.number, 0)
            )
        ) as integer))) as integer) as position
    )
    where coalesce(company.ended_on, getvariable('as_of')) >= getvariable('first_day')
)

-- What is felt on the day: the usual health, less where use fades.
select
    *,
    health * mood(fate, fades_from, happened_on) * case when fate = 'unhappy' then 0.5 else 1 end as feeling
from happened;

-- A number at the end: hardly two people write the same.
create macro said(feeling, thing, draw) as
    case
        when dice('tone', thing, draw) < feeling * 0.9
            then [
                'The new reports are excellent and save us time.', 'Very happy with how fast this works now.', 'Easy to use, our team loves it.',
                'Great support, thank you for the quick answer.', 'This is reliable and simple, we recommend it.', 'A perfect fit, we are impressed.'
            ][1 + cast(floor(6 * dice('words', thing, draw)) as integer)]
        when dice('tone', thing, draw) < 0.75
            then [
                'How do we add a person to the project?', 'Where can I find the invoice of last month?', 'We would like to change the export.',
                'Is there a way to share a view with a partner?', 'Please move our data to the other region.'
            ][1 + cast(floor(5 * dice('words', thing, draw)) as integer)]
        else [
            'The import is slow and the page crashes again.', 'We are not happy, this is still broken.', 'Confusing screens and a terrible export.',
            'We waited for days, this is unacceptable.', 'It is too expensive and we look at Brightledger instead.', 'The alerts are unreliable and useless for us.'
        ][1 + cast(floor(6 * dice('words', thing, draw)) as integer)]
    end || ' (' || thing || '/' || draw || ')';

create view crm__activities as
select
    as_id('ACT', number * 1000 + position) as activity_id,
    account_id,
    case
        when dice('kind', number, position) < 0.5 then 'email'
        when dice('kind', number, position) < 0.75 then 'call'
        when dice('kind', number, position) < 0.93 then 'meeting'
        when dice('kind', number, position) < 0.97 then 'qbr'
        else 'training'
    end as activity_type,
    working_time(happened_on, dice('hour', number, position)) as occurred_at,
    as_id('CON', number * 1000 + cast(floor(contact_count * pow(dice('who', number, position), 2)) as integer)) as contact_id,
    case when dice('way', number, position) < 0.65 then 'outbound' else 'inbound' end as direction,
    1 + cast(floor(4 * dice('size', number, position)) as integer) as participants,
    'Short check-in.' as note
from log_of('activity', case segment when 'enterprise' then 40 when 'mid_market' then 26 else 16 end)
where feeling > 0.15 or position % 3 = 0;

create view crm__account_pulses as
select
    as_id('PUL', number * 1000 + position) as pulse_id,
    account_id,
    'owner.' || (number % 40) || '@example.com' as author,
    'customer_success' as function,
    greatest(1, least(5, cast(round(1.2 + 4.2 * feeling + 1.2 * (dice('pulse', number, position) - 0.5)) as integer))) as pulse,
    'usual_review' as reason_codes,
    working_time(happened_on, dice('pulse hour', number, position)) as recorded_at,
    case when position % 2 = 0 then 'Reviewed with the team.' end as note
from log_of('pulse', case segment when 'enterprise' then 10 when 'mid_market' then 6 else 4 end);

create table requests as
select
    *,
    as_id('TCK', number * 1000 + position) as ticket_id,
    working_time(happened_on, dice('ticket hour', number, position)) as created_at,
    -ln(1 - dice('ticket hours', number, position)) * (6 + 90 * pow(1 - least(1, feeling), 2)) as hours,
    dice('ticket stuck', number, position) < case when fate = 'unhappy' then 0.08 else 0.01 end as is_stuck
from log_of('ticket', least(250, 3 + seats * 0.25));

create view support__tickets as
with resolved as (
    select
        *,
        created_at + to_seconds(cast(floor(hours * 3600) as bigint)) as resolves_at,
        not is_stuck and created_at + to_seconds(cast(floor(hours * 3600) as bigint)) < cast(getvariable('as_of') + 1 as timestamp) as is_resolved
    from requests
)

select
    ticket_id,
    account_id,
    created_at,
    case when is_resolved then created_at + to_seconds(cast(floor(hours * 900) as bigint)) end as first_response_at,
    case when is_resolved then resolves_at end as resolved_at,
    case
        when dice('priority', number, position) < 0.06 + 0.1 * (1 - least(1, feeling)) then 'urgent'
        when dice('priority', number, position) < 0.25 then 'high'
        when dice('priority', number, position) < 0.85 then 'normal'
        else 'low'
    end as priority,
    case when is_resolved then 'closed' else 'open' end as status,
    ['access', 'billing', 'bug', 'question'][1 + cast(floor(4 * dice('category', number, position)) as integer)] as category,
    case when dice('reopened', number, position) < 0.1 then 1 else 0 end as reopened_count,
    case
        when is_resolved and dice('rated', number, position) < 0.3
            then greatest(1, least(5, cast(round(1.5 + 4 * feeling + 1.5 * (dice('rating', number, position) - 0.5)) as integer)))
    end as csat
from resolved;

create view support__messages as
select
    as_id('MSG', (requests.number * 1000 + requests.position) * 10 + turn) as message_id,
    requests.ticket_id,
    case when turn % 2 = 0 then 'customer' else 'agent' end as author_role,
    least(
        requests.created_at + to_seconds(cast(floor(requests.hours * 3600 * turn / 4) as bigint)), cast(getvariable('as_of') + 1 as timestamp) - interval 1 second
    ) as sent_at,
    case
        when turn % 2 = 1 then 'Thank you, we look into it.'
        else said(requests.feeling, requests.number * 1000 + requests.position, turn)
    end as body,
    'en' as language
from requests
cross join lateral (
    select cast(unnest(range(2 + cast(floor(3 * dice('turns', requests.number, requests.position)) as integer))) as integer) as turn
);

create view survey__responses as
with asked as (
    select
        *,
        working_time(happened_on, dice('survey hour', number, position)) as sent_at,
        dice('kind of survey', number, position) as kind,
        dice('answers', number, position) < 0.15 + 0.5 * feeling as is_answered,
        working_time(happened_on + 1 + cast(floor(9 * dice('days to answer', number, position)) as integer), 0.9) as answers_at
    from log_of('survey', 3 + least(30, seats * 0.15))
)

select
    as_id('SRV', number * 1000 + position) as response_id,
    account_id,
    case when kind < 0.5 then 'nps' when kind < 0.85 then 'csat' else 'ces' end as survey_type,
    sent_at,
    case when is_answered and answers_at < cast(getvariable('as_of') as timestamp) then answers_at end as responded_at,
    case
        when is_answered and answers_at < cast(getvariable('as_of') as timestamp)
            then case
                when kind < 0.5 then greatest(0, least(10, cast(round(2 + 10 * feeling + 3 * (dice('answer', number, position) - 0.5)) as integer)))
                else greatest(1, least(5, cast(round(1.5 + 4 * feeling + 1.5 * (dice('answer', number, position) - 0.5)) as integer)))
            end
    end as score,
    as_id('CON', number * 1000 + cast(floor(contact_count * dice('who answers', number, position)) as integer)) as contact_id,
    case
        when is_answered and answers_at < cast(getvariable('as_of') as timestamp) and dice('comments', number, position) < 0.4
            then said(feeling, number, position + 500)
    end as comment,
    'en' as language
from asked;

create view social__mentions as
select
    as_id('MEN', number * 1000 + position) as mention_id,
    account_id,
    case when dice('channel', number, position) < 0.5 then 'review_site' else 'forum' end as channel,
    working_time(happened_on, dice('mention hour', number, position)) as published_at,
    said(feeling, number, position + 900) as body,
    'https://example.org/posts/' || number || '-' || position as url,
    'en' as language
from log_of('mention', 0.6);

create view market__signals as
select
    as_id('SIG', quarter * 100 + area * 4 + kind) as signal_id,
    ['software', 'retail', 'finance', 'healthcare', 'manufacturing', 'logistics', 'media', 'education', 'energy', 'public'][1 + area] as industry,
    ['market', 'regulation', 'competition', 'season'][1 + kind] as signal_type,
    round(dice('signal', area * 4 + kind, quarter) * 1.6 - 0.8, 2) as direction,
    getvariable('as_of') - 60 - 90 * quarter as valid_from,
    getvariable('as_of') + 60 - 90 * quarter as valid_to,
    'Panel ' || area as expert,
    'industry panel' as source,
    getvariable('as_of') - 61 - 90 * quarter as reviewed_on,
    case when dice('signal region', area, quarter) < 0.2 then 'emea' end as region
from (select cast(unnest(range(6)) as integer) as quarter)
cross join (select cast(unnest(range(10)) as integer) as area)
cross join (select cast(unnest(range(4)) as integer) as kind);
