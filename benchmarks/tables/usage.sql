-- Who works with the product: most now and then, a few all day. A user belongs to one account and joins some time after it.
create table users as
select
    company.number,
    company.account_id,
    company.fate,
    company.fades_from,
    company.region,
    position,
    'U' || company.number || '-' || position as user_id,
    hash(getvariable('seed'), 'user', company.number, position) as user_hash,
    company.pace * (0.03 + 0.75 * pow(dice('rate', company.number, position), 2.5)) as rate,
    1 + cast(floor(16 * dice('features', company.number, position)) as integer) as feature_count,
    between_days(company.started_on, least(getvariable('as_of'), company.started_on + 120), pow(dice('joined', company.number, position), 2)) as joined_on,
    coalesce(company.ended_on - 1, getvariable('as_of')) as last_on
from company
cross join lateral (select cast(unnest(range(company.seats)) as integer) as position)
where position = 0 or dice('uses', company.number, position) < 0.85;

create table days as
select
    cast(day as date) as day,
    -- A weekend is quiet, a Friday half as quiet; the last week of December is a long weekend.
    case isodow(day) when 6 then 0.1 when 7 then 0.12 when 5 then 0.85 else 1.0 end
    * case when month(day) = 12 and dayofmonth(day) > 23 then 0.25 else 1.0 end as weight
from (select unnest(generate_series(getvariable('first_day'), getvariable('as_of'), interval 1 day)) as day);

-- Expected user-days at everybody's own rate: what the wanted number of events is shared out over. Four events are a usual visit.
create table scale as
select getvariable('events') / 4.0 / sum(users.rate * days.weight * mood(users.fate, users.fades_from, days.day)) as factor
from users
inner join days on days.day between users.joined_on and users.last_on;

create macro visits_of(first_day, last_day) as table
select
    users.account_id,
    users.user_id,
    users.feature_count,
    users.region,
    users.user_hash,
    days.day,
    users.rate * days.weight * mood(users.fate, users.fades_from, days.day) * (select scale.factor from scale) as eagerness,
    hash(users.user_hash, days.day) as visit_hash
from users
inner join days on days.day between users.joined_on and users.last_on
where
    days.day between first_day and last_day
    and (visit_hash % 1000003) / 1000003.0 < least(eagerness, 0.92);

create macro events_of(first_day, last_day) as table
with events as (
    select
        *,
        -- Who is wanted more often than once a day does more in a day; the tail is a geometric one.
        cast(unnest(range(1 + least(400, cast(floor(
            -ln(1 - ((visit_hash >> 20) % 1000003) / 1000004.0) * (4 * greatest(1, eagerness / 0.92) - 0.55)
        ) as bigint)))) as integer) as position
    from visits_of(first_day, last_day)
),

drawn as (
    select
        *,
        hash(visit_hash, position) as event_hash,
        (event_hash % 1000003) / 1000003.0 as first_draw,
        ((event_hash >> 20) % 1000003) / 1000003.0 as second_draw,
        ((event_hash >> 40) % 1000003) / 1000003.0 as third_draw
    from events
),

landed as (
    select
        user_id || '-' || (day - getvariable('first_day')) || '-' || position as event_id,
        account_id,
        -- A broken tracker forgets the user once in ten thousand events.
        case when third_draw >= 0.0001 then user_id end as user_id,
        case when second_draw < 0.08 then 'login' when second_draw < 0.9 then 'feature_used' else 'file_exported' end as event_name,
        cast(day as timestamp) + to_seconds(cast(floor((case region when 'amer' then 13 when 'emea' then 7 else 1 end + 10.8 * first_draw) * 3600) as bigint))
            as occurred_at,
        case
            when second_draw >= 0.08
                then 'feature_' || lpad(cast(
                    1 + (user_hash % 5 + cast(floor(feature_count * pow(third_draw, 2)) as bigint)) % 20
                as varchar), 2, '0')
        end as feature_key,
        case when third_draw < 0.8 then 1 when third_draw < 0.95 then 2 else 5 end as quantity,
        occurred_at + to_minutes(cast(10 + floor(230 * second_draw) as bigint)) as loaded_at,
        event_hash
    from drawn
)

select
    event_id,
    account_id,
    user_id,
    event_name,
    occurred_at,
    feature_key,
    quantity,
    -- One event in two thousand is delivered again a few hours later.
    loaded_at + to_hours(3 * copy) as loaded_at
from landed
cross join lateral (select cast(unnest(range(case when event_hash % 2003 = 7 then 2 else 1 end)) as integer) as copy)
order by occurred_at, event_id, copy;
