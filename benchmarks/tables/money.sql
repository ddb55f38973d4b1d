-- A price change is a second subscription that starts on the day the first one ends.
create table terms as
with list_prices as (
    select
        *,
        round(seats * (18 + 30 * dice('price', number, 0)) * case when seats > 150 then 0.7 else 1 end, 2) as price,
        fate = 'growing' or dice('repriced', number, 0) < 0.2 as is_repriced,
        getvariable('as_of') - 10 - cast(floor(300 * dice('repriced_on', number, 0)) as integer) as repriced_on,
        dice('trial', number, 0) < 0.15 and number > 0 as has_trial
    from company
),

first_terms as (
    select
        number,
        0 as position,
        'core' as product,
        case when is_repriced and repriced_on > started_on and fate <> 'churned' then repriced_on else ended_on end as ended_on,
        started_on,
        price as mrr,
        seats,
        false as is_trial
    from list_prices
),

second_terms as (
    select
        number,
        1 as position,
        'core' as product,
        ended_on,
        repriced_on as started_on,
        round(price * case when fate = 'growing' then 1.1 + 0.5 * dice('raise', number, 0) else 0.7 + 0.5 * dice('raise', number, 0) end, 2) as mrr,
        seats,
        false as is_trial
    from list_prices
    where is_repriced and repriced_on > started_on and fate <> 'churned'
),

trials as (
    select
        number,
        2 as position,
        'core' as product,
        started_on as ended_on,
        started_on - 30 as started_on,
        0 as mrr,
        seats,
        true as is_trial
    from list_prices
    where has_trial
),

add_ons as (
    select
        number,
        3 as position,
        'insights' as product,
        ended_on,
        started_on,
        round(price * 0.25, 2) as mrr,
        null as seats,
        false as is_trial
    from list_prices
    where dice('add_on', number, 0) < 0.2
)

select * from first_terms
union all
select * from second_terms
union all
select * from trials
union all
select * from add_ons;

create view billing__subscriptions as
select
    as_id('SUB', terms.number * 10 + terms.position) as subscription_id,
    company.account_id,
    terms.product,
    case when company.segment = 'enterprise' then 'scale' else 'team' end as plan,
    cast(terms.mrr as decimal(18, 2)) as mrr,
    case when terms.started_on < date '2024-01-01' then 'USD' else company.currency end as currency,
    terms.seats,
    terms.started_on,
    terms.ended_on,
    case when terms.is_trial then 'trialing' when terms.ended_on is not null then 'cancelled' else 'active' end as status,
    terms.is_trial,
    case when dice('yearly', terms.number, 0) < 0.3 then 'yearly' else 'monthly' end as billing_period,
    case
        when terms.ended_on is null
            then getvariable('as_of') + 365 - cast((getvariable('as_of') - terms.started_on) % 365 as integer)
    end as renews_on,
    -- The first account is looked after: what hangs on a single one is not out of date.
    working_time(case when terms.number = 0 then getvariable('as_of') - 1 else coalesce(terms.ended_on, terms.started_on) end, 0.2) as updated_at
from terms
inner join company on terms.number = company.number;

create table bills as
select
    company.number,
    terms.position,
    month_number,
    company.account_id,
    company.fate,
    terms.mrr as amount,
    case when terms.started_on < date '2024-01-01' then 'USD' else company.currency end as currency,
    cast(terms.started_on + to_months(month_number) as date) as issued_on,
    case when company.segment = 'enterprise' then 30 else 14 end as term_days,
    dice('unpaid', company.number * 8 + terms.position, month_number)
    < case company.fate when 'unhappy' then 0.12 when 'fading' then 0.06 when 'churned' then 0.15 else 0.015 end as is_unpaid,
    case
        when dice('failed', company.number * 8 + terms.position, month_number) < case when company.fate = 'steady' then 0.03 else 0.09 end
            then 1 + cast(floor(3 * dice('failures', company.number, month_number)) as integer)
        else 0
    end as failed_attempts
from terms
inner join company on terms.number = company.number
cross join lateral (
    select unnest(range(
        greatest(0, date_diff('month', terms.started_on, getvariable('first_day'))),
        1 + date_diff('month', terms.started_on, least(getvariable('as_of'), coalesce(terms.ended_on - 1, getvariable('as_of'))))
    )) as month_number
)
where
    terms.mrr > 0
    and cast(terms.started_on + to_months(month_number) as date) between getvariable('first_day') and least(
        getvariable('as_of'), coalesce(terms.ended_on - 1, getvariable('as_of'))
    );

create view billing__invoices as
with settled as (
    select
        *,
        issued_on + term_days as due_on,
        greatest(issued_on, issued_on + term_days + case
            when failed_attempts > 0 then 2 + cast(floor(20 * dice('late', number, month_number)) as integer)
            else -cast(floor(12 * dice('late', number, month_number)) as integer)
        end) as pays_on
    from bills
)

select
    as_id('INV', number * 1000 + position * 200 + month_number) as invoice_id,
    account_id,
    cast(amount as decimal(18, 2)) as amount,
    currency,
    issued_on,
    due_on,
    case when not is_unpaid and pays_on <= getvariable('as_of') then pays_on end as paid_on,
    case
        when is_unpaid and due_on < getvariable('as_of') - 120 then 'uncollectible'
        when is_unpaid or pays_on > getvariable('as_of') then 'open'
        else 'paid'
    end as status,
    failed_attempts + case when not is_unpaid and pays_on <= getvariable('as_of') then 1 else 0 end as payment_attempts,
    failed_attempts
from settled;

create table deals as
select
    company.*,
    position,
    case
        when company.number = 0 and position = 0 then getvariable('as_of') - 18
        else between_days(
            greatest(company.started_on - 60, getvariable('first_day') - 200),
            coalesce(company.ended_on, getvariable('as_of') - 1),
            dice('deal', company.number, position)
        )
    end as opened_on
from company
cross join lateral (
    select cast(unnest(range(1 + cast(floor(3 * dice('deals', company.number, 0)) as integer))) as integer) as position
);

create view crm__opportunities as
with closing as (
    select
        *,
        opened_on + 20 + cast(floor(90 * dice('closing', number, position)) as integer) as close_on,
        dice('won', number, position) < 0.3 + 0.6 * health as is_good
    from deals
)

select
    as_id('OPP', number * 10 + position) as opportunity_id,
    account_id,
    case when position = 0 then 'renewal' else 'expansion' end as type,
    case when close_on > getvariable('as_of') then 'proposal' when is_good then 'closed_won' else 'closed_lost' end as stage,
    cast(seats * (100 + 200 * dice('amount', number, position)) as decimal(18, 2)) as amount,
    case when opened_on < date '2024-01-01' then 'USD' else currency end as currency,
    close_on,
    case when close_on <= getvariable('as_of') then is_good end as is_won,
    case when close_on <= getvariable('as_of') and not is_good then 'price' end as lost_reason,
    case when not is_good and dice('rival', number, position) < 0.5 then 'Brightledger' end as competitor,
    working_time(opened_on, 0.4) as created_at,
    working_time(least(close_on, getvariable('as_of') - 1), 0.5) as updated_at
from closing;

-- Somebody's word against the score's: one account in two hundred.
create view crm__score_overrides as
select
    as_id('OVR', number) as override_id,
    account_id,
    'retention' as objective_key,
    case when dice('override', number, 1) < 0.6 then 'cap' when dice('override', number, 1) < 0.9 then 'floor' else 'set' end as direction,
    50 + cast(floor(20 * dice('override', number, 2)) as integer) as value,
    'account_review' as reason_code,
    'Agreed in the review.' as note,
    'Owner ' || (number % 3) as owner,
    'Head of success' as approved_by,
    getvariable('as_of') - cast(floor(150 * dice('override', number, 3)) as integer) as starts_on,
    getvariable('as_of') - cast(floor(150 * dice('override', number, 3)) as integer) + 60 as expires_on
from company
where dice('override', number, 0) < 0.005 or number = 0;
