-- Who there is. Every value is a function of the seed and the numbers of the thing it belongs to, so that neither threads nor order matter.
create macro dice(tag, thing, draw) as (hash(getvariable('seed'), tag, thing, draw) % 1000000007) / 1000000007.0;
create macro between_days(first_day, last_day, share) as first_day + cast(floor(share * greatest(last_day - first_day + 1, 1)) as integer);
create macro as_id(kind, number) as format('{}-{:07d}', kind, number);
create macro working_time(day, share) as
    cast(day as timestamp) + to_seconds(cast(7 * 3600 + floor(share * 11 * 3600) as bigint));

create table sized as
select
    number,
    -- A long tail: half of the companies have fewer than four seats, one in ten thousand has thousands.
    case when number = 0 then 12 else least(6000, cast(floor(2 * pow(1 - dice('seats', number, 0), -1 / 1.2)) as integer)) end as seats,
    case
        when number = 0 then 'steady'
        when dice('fate', number, 0) < 0.10 then 'churned'
        when dice('fate', number, 0) < 0.18 then 'fading'
        when dice('fate', number, 0) < 0.26 then 'unhappy'
        when dice('fate', number, 0) < 0.42 then 'growing'
        else 'steady'
    end as fate,
    case when number = 0 then 0.85 else 0.25 + 0.7 * dice('health', number, 0) end as health
from (select cast(range as integer) as number from range(getvariable('accounts')));

create table started as
select
    *,
    case
        when number = 0 then getvariable('as_of') - 900
        when fate in ('churned', 'fading') then getvariable('as_of') - 420 - cast(floor(1200 * dice('started', number, 0)) as integer)
        else getvariable('as_of') - 4 - cast(floor(1600 * pow(dice('started', number, 0), 1.4)) as integer)
    end as started_on,
    case when fate = 'churned' then getvariable('as_of') - 5 - cast(floor(300 * dice('ended', number, 0)) as integer) end as ended_on
from sized;

create table company as
select
    number,
    as_id('ACC', number + 1) as account_id,
    seats,
    fate,
    health,
    started_on,
    ended_on,
    -- From here on its users come less and less.
    case fate when 'churned' then ended_on - 120 when 'fading' then getvariable('as_of') - 30 - cast(floor(90 * dice('fade', number, 0)) as integer) end
        as fades_from,
    case when seats < 20 then 'small_business' when seats < 150 then 'mid_market' else 'enterprise' end as segment,
    ['software', 'retail', 'finance', 'healthcare', 'manufacturing', 'logistics', 'media', 'education', 'energy', 'public']
        [1 + cast(floor(10 * pow(dice('industry', number, 0), 1.5)) as integer)] as industry,
    ['amer', 'emea', 'apac'][1 + cast(floor(3 * pow(dice('region', number, 0), 1.3)) as integer)] as region,
    -- Exchange rates begin in 2024: who pays in another currency came later.
    case
        when started_on < date '2024-01-01' or dice('currency', number, 0) < 0.7 then 'USD'
        when dice('currency', number, 0) < 0.9 then 'EUR'
        else 'GBP'
    end as currency,
    least(200, 1 + cast(floor(pow(seats, 0.55) * (0.6 + 0.8 * dice('people', number, 0))) as integer)) as contact_count,
    -- How much of what is bought is used, 0 to 1.3.
    case fate when 'unhappy' then 0.45 when 'growing' then 0.9 else 0.4 + 0.6 * health end as pace
from started;

-- How an account uses the product on a day, against its usual self: what fades halves every three weeks, what grows doubles in a year.
create macro mood(fate, fades_from, day) as
    case
        when fades_from is not null and day > fades_from then pow(0.5, (day - fades_from) / 21.0)
        when fate = 'growing' then pow(2, -(getvariable('as_of') - day) / 365.0)
        else 1.0
    end;

create view crm__accounts as
select
    account_id,
    upper(left(industry, 1)) || substring(industry, 2) || ' Company ' || number as account_name,
    industry,
    segment,
    region,
    'Owner ' || (number % greatest(3, getvariable('accounts') // 80)) as owner_name,
    'owner.' || (number % greatest(3, getvariable('accounts') // 80)) || '@example.com' as owner_email,
    working_time(started_on - 40, dice('entered', number, 0)) as created_at,
    case when number > 100 and dice('parent', number, 0) < 0.03 then as_id('ACC', 1 + number % 97) end as parent_account_id,
    seats * 6 as employee_count,
    seats,
    currency,
    working_time(least(getvariable('as_of') - 1, started_on + cast(floor(200 * dice('edited', number, 0)) as integer)), 0.5) as updated_at,
    cast(getvariable('as_of') as timestamp) + interval 2 hour as loaded_at
from company;

create table people as
select
    company.number,
    company.account_id,
    position,
    as_id('CON', company.number * 1000 + position) as contact_id,
    case
        when position = 0 then 'sponsor'
        when position = 1 then 'champion'
        when position = 2 then 'admin'
        when dice('role', company.number, position) < 0.15 then 'champion'
        when dice('role', company.number, position) < 0.9 then 'user'
        else 'other'
    end as role,
    between_days(company.started_on - 30, least(getvariable('as_of'), company.started_on + 300), dice('contact_since', company.number, position)) as since,
    case
        when dice('contact_left', company.number, position) < case when company.fate in ('fading', 'unhappy', 'churned') then 0.25 else 0.08 end
            then between_days(
                greatest(company.started_on, getvariable('as_of') - 400), getvariable('as_of') - 1, dice('contact_left_on', company.number, position)
            )
    end as left_on
from company
cross join lateral (select cast(unnest(range(company.contact_count)) as integer) as position);

create view crm__contacts as
select
    contact_id,
    account_id,
    'person.' || number || '.' || position || '@example.org' as email,
    role,
    left_on is null and dice('inactive', number, position) > 0.03 as is_active,
    'Person ' || number || '-' || position as full_name,
    working_time(since, 0.3) as created_at,
    case when left_on >= since then left_on end as left_on,
    working_time(case when number = 0 then getvariable('as_of') - 1 else coalesce(left_on, since) end, 0.6) as updated_at
from people;
