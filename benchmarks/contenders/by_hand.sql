-- The limit: account_health_v1 from the raw files in one go, written by hand for speed, with nothing in between. It knows the shipped rulebook
-- (2026.1: which scorecards, stages and bands there are) and reads its weights, curves and sentences from the seeds. It trusts the files: no row is
-- quarantined, no account merged or left out, and an event delivered twice does no harm because days of use are counted, not events.
--
-- What holds from one day to another is an interval. Each adds its value at the first as-of date that sees it and takes it away at the first that
-- does not, so that a running sum over the 27 dates gives every window without meeting each row 27 times.
create macro landed(path) as getvariable('landing') || '/' || path;
create macro seed(path) as getvariable('seeds') || '/' || path || '.csv';
create macro idx(day) as case
    when day <= getvariable('first_monday') then 1
    when day <= getvariable('last_monday') then 1 + (day - getvariable('first_monday') + 6) // 7
    when day <= getvariable('as_of') then 27
    else 28
end;
-- Quotients of whole numbers, 10 decimals, rounded half away from zero; the first for what fits into 64 bits.
create macro ratio(num, den) as cast(
    cast(((2 * abs(num) * 10000000000 + den) // nullif(2 * den, 0)) * sign(num) as decimal(18, 0)) * cast(0.0000000001 as decimal(10, 10)) as decimal(18, 10));
create macro wide_ratio(num, den) as cast(cast(
    ((2 * abs(cast(num as hugeint)) * 10000000000 + den) // nullif(2 * cast(den as hugeint), 0)) * sign(num) as decimal(28, 0)
) * cast(0.0000000001 as decimal(10, 10)) as decimal(18, 10));

create table grid as
select cast(n as integer) as n, case when n = 27 then getvariable('as_of') else getvariable('first_monday') + 7 * cast(n - 1 as integer) end as d
from range(1, 28) as numbers(n);

create table accounts as
select
    cast(row_number() over (order by landed.account_id) as integer) as a,
    landed.*
from read_csv(landed('crm/accounts.csv')) as landed;

create table rates as select currency, valid_from, valid_to, cast(rate as decimal(18, 8)) as rate from read_csv(seed('reference/fx_rates')) where reporting_currency = 'USD';

create macro in_dollars(amount, currency, rate) as
    cast(round(cast(amount as decimal(20, 2)) * case when currency = 'USD' then cast(1 as decimal(18, 8)) else rate end, 2) as decimal(18, 2));

create table subscriptions as
select
    accounts.a,
    landed.subscription_id,
    in_dollars(landed.mrr, landed.currency, rates.rate) as mrr,
    landed.seats,
    landed.started_on,
    landed.ended_on,
    landed.renews_on,
    landed.is_trial,
    cast(landed.updated_at as date) as updated_on
from read_parquet(landed('billing/subscriptions.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id
left join rates on
    landed.currency = rates.currency and landed.started_on >= rates.valid_from and (landed.started_on < rates.valid_to or rates.valid_to is null);

create table invoices as
select
    accounts.a,
    cast(in_dollars(landed.amount, landed.currency, rates.rate) * 100 as bigint) as cents,
    landed.issued_on,
    landed.due_on,
    coalesce(landed.paid_on, case when landed.status = 'paid' then landed.due_on end) as settled_on,
    landed.status,
    landed.failed_attempts
from read_parquet(landed('billing/invoices.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id
left join rates on
    landed.currency = rates.currency and landed.issued_on >= rates.valid_from and (landed.issued_on < rates.valid_to or rates.valid_to is null);

-- Days of use: of a user with the next such day, of a feature likewise, and how many users were there on a day.
create table user_days as
with days as (
    select account_id, user_id, cast(occurred_at as date) as day
    from read_parquet(landed('usage/events/*.parquet'))
    where user_id is not null
    group by all
)

select accounts.a, days.day, lead(days.day, 1, date '2999-01-01') over (partition by accounts.a, days.user_id order by days.day) as next_day
from days
inner join accounts on days.account_id = accounts.account_id;

create table feature_days as
with days as (
    select account_id, feature_key, cast(occurred_at as date) as day
    from read_parquet(landed('usage/events/*.parquet'))
    where user_id is not null and feature_key is not null
    group by all
)

select
    accounts.a, days.feature_key, days.day, lead(days.day, 1, date '2999-01-01') over (partition by accounts.a, days.feature_key order by days.day) as next_day
from days
inner join accounts on days.account_id = accounts.account_id;

create table account_days as select a, day, count(*) as users from user_days group by a, day;

create table tickets as
select
    accounts.a, landed.ticket_id, landed.created_at, landed.resolved_at, landed.priority, landed.csat,
    cast(landed.created_at as date) as created_on, cast(landed.resolved_at as date) as resolved_on
from read_parquet(landed('support/tickets.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id;

create table messages as
select tickets.a, landed.author_role, cast(landed.sent_at as date) as sent_on, landed.body, landed.language
from read_parquet(landed('support/messages.parquet')) as landed
inner join tickets on landed.ticket_id = tickets.ticket_id;

create table responses as
select
    accounts.a, landed.response_id, landed.contact_id, landed.survey_type, landed.score, landed.comment, landed.language, landed.responded_at,
    cast(landed.sent_at as date) as sent_on, cast(landed.responded_at as date) as answered_on,
    coalesce('contact ' || landed.contact_id, landed.response_id) as respondent
from read_parquet(landed('survey/responses.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id;

create table activities as
select accounts.a, landed.activity_type, landed.contact_id, cast(landed.occurred_at as date) as day
from read_parquet(landed('crm/activities.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id;

create table contacts as
select
    accounts.a, landed.role in ('sponsor', 'champion') as is_champion, landed.is_active, landed.left_on,
    cast(landed.created_at as date) as created_on, cast(landed.updated_at as date) as updated_on
from read_csv(landed('crm/contacts.csv'), types = {'left_on': 'date'}) as landed
inner join accounts on landed.account_id = accounts.account_id;

create table opportunities as
select accounts.a, landed.competitor, landed.close_on, cast(landed.created_at as date) as created_on
from read_parquet(landed('crm/opportunities.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id;

-- Words with a meaning, turned round by a negation one or two words before.
create table polarities as
with texts as (
    select a, sent_on as day, body, language from messages where author_role = 'customer' and body is not null
    union all
    select a, answered_on as day, comment as body, language from responses where answered_on is not null and comment is not null
    union all
    select accounts.a, cast(landed.published_at as date) as day, landed.body, landed.language
    from read_parquet(landed('social/mentions.parquet')) as landed
    inner join accounts on landed.account_id = accounts.account_id
    where landed.body is not null
),

split as (
    select
        row_number() over () as text_number,
        a,
        day,
        coalesce(nullif(split_part(lower(trim(replace(language, '_', '-'))), '-', 1), ''), 'en') as language,
        string_split(trim(regexp_replace(lower(replace(replace(body, chr(39), ''), '’', '')), '[^\p{L}]+', ' ', 'g')), ' ') as words
    from texts
),

placed as (
    select
        text_number, a, day, language, unnest(words) as word,
        unnest(list_prepend('', words)[: -2]) as word_before,
        unnest(list_prepend('', list_prepend('', words))[: -3]) as word_before_that
    from split
),

judged as (
    select
        placed.text_number, placed.a, placed.day,
        case
            when one_back.word is not null or two_back.word is not null then -1 else 1
        end * cast(sentiment.polarity * 100 as integer) as hundredths
    from placed
    inner join read_csv(seed('reference/sentiment_words')) as sentiment
        on placed.language = sentiment.language and placed.word = sentiment.word and not sentiment.is_domain_word
    left join read_csv(seed('reference/negation_words')) as one_back on placed.language = one_back.language and placed.word_before = one_back.word
    left join read_csv(seed('reference/negation_words')) as two_back on placed.language = two_back.language and placed.word_before_that = two_back.word
)

select
    a, day,
    ((200 * abs(sum(hundredths)) + count(*)) // (2 * count(*))) * sign(sum(hundredths)) as polarity
from judged
group by text_number, a, day;

-- Customer messages that name a competitor as a whole word.
create macro padded(text) as
    ' ' || trim(replace(replace(replace(translate(
        lower(text),
        '.,;:!?()[]{}<>/|*_+=#@&%$~^"`-–—…‘’“”«»' || chr(39) || chr(92) || chr(9) || chr(10) || chr(13),
        repeat(' ', length('.,;:!?()[]{}<>/|*_+=#@&%$~^"`-–—…‘’“”«»' || chr(39) || chr(92) || chr(9) || chr(10) || chr(13)))
    ), ' ', '<>'), '><', ''), '<>', ' ')) || ' ';
create table competitor_messages as
select messages.a, messages.sent_on
from messages
where
    messages.author_role = 'customer'
    and list_bool_or(list_transform(
        (select list(padded(words.word)) from read_csv(seed('reference/competitor_words')) as words), lambda word: contains(padded(messages.body), word)
    ));

create table paid as
with terms as (
    select
        *,
        max(coalesce(ended_on, date '9999-12-31')) over (
            partition by a order by started_on, subscription_id rows between unbounded preceding and 1 preceding
        ) as paid_until
    from subscriptions
    where mrr > 0 and not is_trial and (ended_on is null or ended_on > started_on)
),

numbered as (
    select
        *, sum(case when paid_until is null or started_on - paid_until > 90 then 1 else 0 end) over (partition by a order by started_on, subscription_id) as tenure
    from terms
)

select *, min(started_on) over (partition by a, tenure) as tenure_started_on from numbered;

create table spine as
select
    paid.a, grid.n, grid.d,
    max(paid.tenure_started_on) as tenure_started_on,
    grid.d - max(paid.tenure_started_on) as tenure_days,
    min(case when paid.renews_on >= grid.d then paid.renews_on end) as renews_on,
    cast(coalesce(sum(paid.seats), any_value(accounts.seats)) as bigint) as seats,
    cast(sum(paid.mrr) as decimal(18, 2)) as mrr,
    any_value(accounts.industry) as industry,
    any_value(accounts.segment) as segment,
    any_value(accounts.region) as region
from paid
inner join grid on grid.d >= paid.started_on and (paid.ended_on is null or grid.d < paid.ended_on)
inner join accounts on paid.a = accounts.a
group by paid.a, grid.n, grid.d;

-- Of several answers of a person on a day the last one stands, and only until the next one.
create table last_answers as
with daily as (
    select a, survey_type, respondent, answered_on, arg_max(score, (responded_at, response_id)) as score
    from responses
    where answered_on is not null and score is not null
    group by a, survey_type, respondent, answered_on
)

select *, lead(answered_on, 1, date '2999-01-01') over (partition by a, survey_type, respondent order by answered_on) as next_on from daily;

create table contact_days as
with days as (
    select a, contact_id, day from activities where contact_id is not null
    union
    select a, contact_id, answered_on from responses where answered_on is not null and contact_id is not null
)

select a, day, lead(day, 1, date '2999-01-01') over (partition by a, contact_id order by day) as next_day from days;

create view intervals as
select a, 'users_28' as kind, day as since, least(next_day, day + 28) as until, 1 as value from user_days
union all
select a, 'users_90', day, least(next_day, day + 90), 1 from user_days
union all
select a, 'features_28', day, least(next_day, day + 28), 1 from feature_days
union all
select a, 'user_days_21', day, day + 21, users from account_days
union all
select a, 'issued', issued_on, issued_on + 365, cents from invoices where status not in ('void', 'refunded')
union all
select a, 'issued_count', issued_on, issued_on + 365, 1 from invoices where status not in ('void', 'refunded')
union all
select a, 'overdue', greatest(issued_on, due_on + 1), least(coalesce(settled_on, date '2999-01-01'), issued_on + 365), cents
from invoices where status not in ('void', 'refunded') and due_on is not null
union all
select a, 'payments', issued_on, issued_on + 180, 1 from invoices where failed_attempts is not null
union all
select a, 'failures', issued_on, issued_on + 180, 1 from invoices where failed_attempts > 0
union all
select a, 'mrr_before', started_on + 180, coalesce(ended_on + 180, date '2999-01-01'), cast(mrr * 100 as bigint)
from subscriptions where mrr > 0 and not is_trial
union all
select a, 'tickets_90', created_on, created_on + 90, 1 from tickets
union all
select a, 'urgent', created_on + 2, coalesce(resolved_on, date '2999-01-01'), 1 from tickets where priority in ('urgent', 'high')
union all
select a, 'csat_answers', coalesce(resolved_on, created_on), coalesce(resolved_on, created_on) + 90, 1 from tickets where csat is not null
union all
select a, 'csat_points', coalesce(resolved_on, created_on), coalesce(resolved_on, created_on) + 90, cast(csat - 1 as bigint) from tickets where csat is not null
union all
select a, 'csat_answers', answered_on, least(next_on, answered_on + 90), 1 from last_answers where survey_type = 'csat'
union all
select a, 'csat_points', answered_on, least(next_on, answered_on + 90), cast(score - 1 as bigint) from last_answers where survey_type = 'csat'
union all
select a, 'nps_answers', answered_on, least(next_on, answered_on + 180), 1 from last_answers where survey_type = 'nps'
union all
select a, 'nps_stance', answered_on, least(next_on, answered_on + 180), case when score >= 9 then 1 when score >= 7 then 0 else -1 end
from last_answers where survey_type = 'nps'
union all
select a, 'invited', sent_on + 14, sent_on + 365, 1 from responses
union all
select a, 'responded', greatest(sent_on + 14, answered_on), sent_on + 365, 1 from responses where answered_on is not null
union all
select a, 'texts', day, day + 180, 1 from polarities
union all
select a, 'text_age', day, day + 180, day - date '2020-01-01' from polarities
union all
select a, 'tone', day, day + 180, polarity from polarities
union all
select a, 'tone_age', day, day + 180, polarity * (day - date '2020-01-01') from polarities
union all
select a, 'active', coalesce(created_on, date '1900-01-01'), coalesce(left_on, date '2999-01-01'), 1 from contacts where left_on is not null or is_active
union all
select a, 'champions', coalesce(created_on, date '1900-01-01'), coalesce(left_on, date '2999-01-01'), 1
from contacts where is_champion and (left_on is not null or is_active)
union all
select a, 'champions_left', left_on, left_on + 90, 1 from contacts where is_champion and left_on is not null
union all
select a, 'engaged', day, least(next_day, day + 90), 1 from contact_days
union all
select a, 'rivals', created_on, created_on + 180, 1 from opportunities where competitor is not null
union all
select a, 'rivals', case when created_on <= close_on then greatest(close_on, created_on + 180) else close_on end,
    case when created_on > close_on then least(created_on, close_on + 180) else close_on + 180 end, 1
from opportunities where competitor is not null
union all
select a, 'rivals', sent_on, sent_on + 180, 1 from competitor_messages;

create table deltas as
select a, n, kind, sum(value) as value
from (
    select a, kind, unnest([idx(since), idx(until)]) as n, unnest([value, -value]) as value
    from intervals
    where idx(since) < idx(until)
)
where n < 28
group by all;

-- What is the newest as of each date: last day of use, meeting, answer, invitation, text.
create table newest as
select a, idx(day) as n, kind, max(day) as day
from (
    select a, 'used' as kind, day from account_days
    union all
    select a, 'met', day from activities where activity_type in ('meeting', 'call', 'qbr')
    union all
    select a, 'csat', coalesce(resolved_on, created_on) from tickets where csat is not null
    union all
    select a, 'csat', answered_on from last_answers where survey_type = 'csat'
    union all
    select a, 'nps', answered_on from last_answers where survey_type = 'nps'
    union all
    select a, 'invited', sent_on + 14 from responses where sent_on is not null
    union all
    select a, 'text', day from polarities
)
where idx(day) < 28
group by all;

create table pulses as
select accounts.a, idx(cast(landed.recorded_at as date)) as n, max({'at': landed.recorded_at, 'id': landed.pulse_id, 'pulse': landed.pulse}) as pulse
from read_csv(landed('crm/account_pulses.csv')) as landed
inner join accounts on landed.account_id = accounts.account_id
where idx(cast(landed.recorded_at as date)) < 28
group by all;

create table resolutions as
with open_tickets as (
    select a, created_at, resolved_at, resolved_on, unnest(range(idx(created_on), idx(coalesce(resolved_on + 90, date '2999-01-01')))) as n
    from tickets
),

ages as (
    select
        open_tickets.a, open_tickets.n,
        list_sort(list(
            case
                when open_tickets.resolved_on <= grid.d then date_diff('microsecond', open_tickets.created_at, open_tickets.resolved_at)
                else date_diff('microsecond', open_tickets.created_at, cast(grid.d + 1 as timestamp))
            end
        )) as ages
    from open_tickets
    inner join grid on open_tickets.n = grid.n
    group by open_tickets.a, open_tickets.n
)

select
    a, n, len(ages) as tickets,
    case
        when len(ages) % 2 = 1 then wide_ratio(-ages[(len(ages) + 1) // 2], 3600000000)
        else wide_ratio(-(ages[len(ages) // 2] + ages[len(ages) // 2 + 1]), 7200000000)
    end as hours
from ages;

-- Users a week, as one list an account: weeks that end on a Monday, and weeks that end on the weekday of the current date.
create table habits as
with monday_weeks as (
    select a, (day - (getvariable('first_monday') - 112) + 6) // 7 as week, sum(users) as users from account_days group by all
),

current_weeks as (
    select a, (getvariable('as_of') - 28 - day) // 7 as weeks_back, sum(users) as users
    from account_days where day <= getvariable('as_of') - 28 and day > getvariable('as_of') - 112 group by all
),

monday_lists as (
    select a, map_from_entries(list((week, users))) as weeks from monday_weeks where week between 1 and 37 group by a
),

current_lists as (
    select a, map_from_entries(list((weeks_back, users))) as weeks from current_weeks group by a
),

weeks as (
    select
        spine.a, spine.n,
        least(12, greatest(0, (spine.tenure_days - 34) // 7 + 1)) as week_count,
        list_sort(case
            when spine.n < 27
                then list_transform(range(spine.n + 12 - week_count, spine.n + 12), lambda week: coalesce(monday_lists.weeks[week], 0))
            else list_transform(range(0, week_count), lambda week: coalesce(current_lists.weeks[week], 0))
        end) as users
    from spine
    left join monday_lists on spine.a = monday_lists.a
    left join current_lists on spine.a = current_lists.a
    where spine.tenure_days >= 55
)

select
    a, n,
    case when week_count % 2 = 1 then 2 * users[(week_count + 1) // 2] else users[week_count // 2] + users[week_count // 2 + 1] end as twice_median
from weeks;

-- The newest record of a feed as of each date says that it was alive.
create table clocks as
with days as (
    select distinct 'usage' as feed, day from user_days
    union
    select 'usage', day from feature_days
    union
    select 'tickets', created_on from tickets
    union
    select 'invoices', issued_on from invoices
    union
    select 'billing', issued_on from invoices
    union
    select 'billing', unnest([started_on, ended_on, updated_on]) from subscriptions
    union
    select 'activities', day from activities
    union
    select 'contacts', unnest([created_on, left_on, updated_on]) from contacts
    union
    select 'talk', unnest([created_on, close_on]) from opportunities
    union
    select 'talk', sent_on from messages
)

select
    grid.n,
    max(days.day) filter (days.feed = 'usage') as usage,
    max(days.day) filter (days.feed = 'tickets') as tickets,
    max(days.day) filter (days.feed = 'invoices') as invoices,
    max(days.day) filter (days.feed = 'billing') as billing,
    max(days.day) filter (days.feed = 'activities') as activities,
    max(days.day) filter (days.feed = 'contacts') as contacts,
    max(days.day) filter (days.feed = 'talk') as talk,
    (select count(*) from (select feature_key, min(day) as first_on from feature_days group by feature_key) as firsts where firsts.first_on <= grid.d) as features
from grid
inner join days on days.day <= grid.d
group by grid.n, grid.d;

create table outlooks as
with signals as (
    select * from read_csv(landed('market/signals.csv'), types = {'region': 'varchar'}) where signal_type in ('market', 'regulation')
)

select
    places.industry, places.region, grid.n, count(*) as signals,
    ratio(cast(sum(cast(signals.direction as decimal(18, 6)) * 1000000) as bigint), 1000000 * count(*)) as direction,
    max(case when signals.reviewed_on <= grid.d then signals.reviewed_on else signals.valid_from end) as judged_on
from (select distinct industry, region from accounts) as places
cross join grid
inner join signals on
    places.industry = signals.industry and grid.d >= signals.valid_from and (signals.valid_to is null or grid.d < signals.valid_to)
    and (signals.region is null or places.region = signals.region)
group by places.industry, places.region, grid.n;

-- Everything an account shows on a date, one row: sums that run over the deltas, newest days that run likewise.
create table shown as
with sums as (
    select
        a, n,
        sum(value) filter (kind = 'users_28') as users_28,
        sum(value) filter (kind = 'users_90') as users_90,
        sum(value) filter (kind = 'features_28') as features_28,
        sum(value) filter (kind = 'user_days_21') as user_days_21,
        sum(value) filter (kind = 'issued') as issued,
        sum(value) filter (kind = 'issued_count') as issued_count,
        sum(value) filter (kind = 'overdue') as overdue,
        sum(value) filter (kind = 'payments') as payments,
        sum(value) filter (kind = 'failures') as failures,
        sum(value) filter (kind = 'mrr_before') as mrr_before,
        sum(value) filter (kind = 'tickets_90') as tickets_90,
        sum(value) filter (kind = 'urgent') as urgent,
        sum(value) filter (kind = 'csat_answers') as csat_answers,
        sum(value) filter (kind = 'csat_points') as csat_points,
        sum(value) filter (kind = 'nps_answers') as nps_answers,
        sum(value) filter (kind = 'nps_stance') as nps_stance,
        sum(value) filter (kind = 'invited') as invited,
        sum(value) filter (kind = 'responded') as responded,
        sum(value) filter (kind = 'texts') as texts,
        sum(value) filter (kind = 'text_age') as text_age,
        sum(value) filter (kind = 'tone') as tone,
        sum(value) filter (kind = 'tone_age') as tone_age,
        sum(value) filter (kind = 'active') as active,
        sum(value) filter (kind = 'champions') as champions,
        sum(value) filter (kind = 'champions_left') as champions_left,
        sum(value) filter (kind = 'engaged') as engaged,
        sum(value) filter (kind = 'rivals') as rivals
    from deltas group by a, n
),

days as (
    select
        a, n,
        max(day) filter (kind = 'used') as used,
        max(day) filter (kind = 'met') as met,
        max(day) filter (kind = 'csat') as csat,
        max(day) filter (kind = 'nps') as nps,
        max(day) filter (kind = 'invited') as invited,
        max(day) filter (kind = 'text') as text
    from newest group by a, n
),

running as (
    select
        accounts.a, grid.n,
        cast(coalesce(sum(sums.users_28) over so_far, 0) as bigint) as users_28,
        cast(coalesce(sum(sums.users_90) over so_far, 0) as bigint) as users_90,
        cast(coalesce(sum(sums.features_28) over so_far, 0) as bigint) as features_28,
        cast(coalesce(sum(sums.user_days_21) over so_far, 0) as bigint) as user_days_21,
        cast(coalesce(sum(sums.issued) over so_far, 0) as bigint) as issued,
        cast(coalesce(sum(sums.issued_count) over so_far, 0) as bigint) as issued_count,
        cast(coalesce(sum(sums.overdue) over so_far, 0) as bigint) as overdue,
        cast(coalesce(sum(sums.payments) over so_far, 0) as bigint) as payments,
        cast(coalesce(sum(sums.failures) over so_far, 0) as bigint) as failures,
        cast(coalesce(sum(sums.mrr_before) over so_far, 0) as bigint) as mrr_before,
        cast(coalesce(sum(sums.tickets_90) over so_far, 0) as bigint) as tickets_90,
        cast(coalesce(sum(sums.urgent) over so_far, 0) as bigint) as urgent,
        cast(coalesce(sum(sums.csat_answers) over so_far, 0) as bigint) as csat_answers,
        cast(coalesce(sum(sums.csat_points) over so_far, 0) as bigint) as csat_points,
        cast(coalesce(sum(sums.nps_answers) over so_far, 0) as bigint) as nps_answers,
        cast(coalesce(sum(sums.nps_stance) over so_far, 0) as bigint) as nps_stance,
        cast(coalesce(sum(sums.invited) over so_far, 0) as bigint) as invited,
        cast(coalesce(sum(sums.responded) over so_far, 0) as bigint) as responded,
        cast(coalesce(sum(sums.texts) over so_far, 0) as bigint) as texts,
        cast(coalesce(sum(sums.text_age) over so_far, 0) as bigint) as text_age,
        cast(coalesce(sum(sums.tone) over so_far, 0) as bigint) as tone,
        cast(coalesce(sum(sums.tone_age) over so_far, 0) as bigint) as tone_age,
        cast(coalesce(sum(sums.active) over so_far, 0) as bigint) as active,
        cast(coalesce(sum(sums.champions) over so_far, 0) as bigint) as champions,
        cast(coalesce(sum(sums.champions_left) over so_far, 0) as bigint) as champions_left,
        cast(coalesce(sum(sums.engaged) over so_far, 0) as bigint) as engaged,
        cast(coalesce(sum(sums.rivals) over so_far, 0) as bigint) as rivals,
        max(days.used) over so_far as used,
        max(days.met) over so_far as met,
        max(days.csat) over so_far as csat_on,
        max(days.nps) over so_far as nps_on,
        max(days.invited) over so_far as invited_on,
        max(days.text) over so_far as text_on,
        last_value(pulses.pulse ignore nulls) over so_far as last_pulse
    from accounts
    cross join grid
    left join sums on accounts.a = sums.a and grid.n = sums.n
    left join days on accounts.a = days.a and grid.n = days.n
    left join pulses on accounts.a = pulses.a and grid.n = pulses.n
    window so_far as (partition by accounts.a order by grid.n)
)

select
    spine.*,
    running.* exclude (a, n, last_pulse, used, met),
    case when running.used >= spine.tenure_started_on then running.used end as used,
    case when running.met >= spine.tenure_started_on then running.met end as met,
    running.last_pulse.pulse as pulse,
    cast(running.last_pulse.at as date) as pulsed_on
from spine
inner join running on spine.a = running.a and spine.n = running.n;

-- The measures by number, in the order of their names; a row each.
create table measures as
select cast(row_number() over (order by measure_key) as integer) as m, * from read_csv(seed('scoring/measures'));

create table measured as
select
    shown.a, shown.n, shown.d, shown.industry, shown.segment, shown.seats, shown.tenure_days, shown.renews_on,
    unnest(range(1, 23)) as m,
    unnest([
        cast(pulse as decimal(18, 10)),
        ratio(users_28, seats),
        cast(case when champions_left > 0 and champions = 0 then 1 else 0 end as decimal(18, 10)),
        cast(rivals as decimal(18, 10)),
        cast(engaged as decimal(18, 10)),
        ratio(csat_points, 4 * csat_answers),
        cast(d - coalesce(used, tenure_started_on) as decimal(18, 10)),
        cast(d - coalesce(met, tenure_started_on) as decimal(18, 10)),
        ratio(features_28, clocks.features),
        outlooks.direction,
        ratio(users_90, seats),
        resolutions.hours,
        wide_ratio(cast(mrr * 100 as bigint) - mrr_before, mrr_before),
        ratio(nps_stance, nps_answers),
        wide_ratio(overdue, issued),
        ratio(failures, payments),
        cast(case when champions > 0 then 1 when champions_left > 0 or active = 0 then 0 else 0.5 end as decimal(18, 10)),
        case when invited >= 2 then ratio(responded, invited) end,
        case when texts > 0
            then wide_ratio(
                (180 - (d - date '2020-01-01')) * tone + tone_age, 10000 * ((180 - (d - date '2020-01-01')) * texts + text_age)
            ) end,
        ratio(10 * tickets_90, seats),
        cast(urgent as decimal(18, 10)),
        ratio(2 * user_days_21, 3 * habits.twice_median)
    ]) as x,
    unnest([
        pulsed_on, clocks.usage, clocks.contacts, clocks.talk, clocks.activities,
        case when csat_answers > 0 then csat_on end,
        clocks.usage, clocks.activities, clocks.usage, outlooks.judged_on, clocks.usage, clocks.tickets, clocks.billing,
        case when nps_answers > 0 then nps_on end,
        clocks.invoices, clocks.invoices, clocks.contacts,
        case when invited >= 2 then invited_on - 14 end,
        case when texts > 0 then text_on end,
        clocks.tickets, clocks.tickets, clocks.usage
    ]) as seen_on,
    unnest([
        1, users_28, champions + champions_left, rivals, engaged, csat_answers, case when used is not null then 1 else 0 end,
        case when met is not null then 1 else 0 end, features_28, outlooks.signals, users_90, resolutions.tickets, 0, nps_answers, issued_count, payments,
        active, invited, texts, tickets_90, urgent, 0
    ]) as samples
from shown
inner join clocks on shown.n = clocks.n
left join outlooks on shown.industry = outlooks.industry and shown.region = outlooks.region and shown.n = outlooks.n
left join resolutions on shown.a = resolutions.a and shown.n = resolutions.n
left join habits on shown.a = habits.a and shown.n = habits.n;

create table cards as
select
    a, n, d, industry, segment, tenure_days,
    case when tenure_days < 90 then 'onboarding' when renews_on - d <= 90 then 'renewal' else 'steady' end as lifecycle_stage,
    case when segment = 'enterprise' then 'enterprise' when tenure_days < 90 then 'onboarding' else 'default' end as scorecard,
    tenure_days < 30 as is_too_new
from spine;

create table states as
select
    measured.a, measured.n, measured.m, measured.x, measured.samples,
    case
        when measured.m in (2, 11, 20) and measured.seats is null then 'not_applicable'
        when measured.m = 13 and measured.tenure_days < 180 then 'not_applicable'
        when measured.x is null or measured.seen_on is null then 'missing'
        when measured.d - measured.seen_on > rules.validity_days then 'stale'
        else 'observed'
    end as state
from measured
inner join (
    select measures.m, landed.validity_days
    from read_csv(seed('scoring/measure_rules')) as landed
    inner join measures on landed.measure_key = measures.measure_key
    where landed.model_version = '2026.1'
) as rules on measured.m = rules.m;

-- Where an account stands among its peers in how long its tickets take: measure 12.
create table positions as
with counted as (
    select
        states.a, states.n, cards.is_too_new,
        case when cards.is_too_new then 0 else 1 end as peer,
        sum(peer) over (partition by states.n, cards.segment, cards.industry) as peers_1,
        sum(peer) over (partition by states.n, cards.segment, cards.industry, states.x) as equal_1,
        sum(peer) over (partition by states.n, cards.segment, cards.industry order by states.x) as upto_1,
        sum(peer) over (partition by states.n, cards.segment) as peers_2,
        sum(peer) over (partition by states.n, cards.segment, states.x) as equal_2,
        sum(peer) over (partition by states.n, cards.segment order by states.x) as upto_2,
        sum(peer) over (partition by states.n) as peers_3,
        sum(peer) over (partition by states.n, states.x) as equal_3,
        sum(peer) over (partition by states.n order by states.x) as upto_3
    from states
    inner join cards on states.a = cards.a and states.n = cards.n
    where states.m = 12 and states.state = 'observed'
)

select
    a, n, 12 as m,
    case
        when peers_1 + 1 - peer >= 20 then ratio(100 * (2 * upto_1 - equal_1 + 1 - peer), 2 * (peers_1 + 1 - peer))
        when peers_2 + 1 - peer >= 20 then ratio(100 * (2 * upto_2 - equal_2 + 1 - peer), 2 * (peers_2 + 1 - peer))
        else ratio(100 * (2 * upto_3 - equal_3 + 1 - peer), 2 * (peers_3 + 1 - peer))
    end as percentile
from counted;

-- Curves as pieces; onboarding has a curve of its own for licences (measure 11).
create table pieces as
with points as (
    select
        measures.m, curves.scorecard_key as curve, cast(curves.x as decimal(18, 10)) as x, cast(curves.y as decimal(7, 4)) as y, curves.point_order,
        lead(cast(curves.x as decimal(18, 10))) over piece as next_x,
        lead(cast(curves.y as decimal(7, 4))) over piece as next_y,
        row_number() over piece as point
    from read_csv(seed('scoring/curves')) as curves
    inner join measures on curves.measure_key = measures.measure_key
    where curves.model_version = '2026.1'
    window piece as (partition by measures.m, curves.scorecard_key order by curves.point_order)
)

select m, curve, cast(-90000000 as decimal(18, 10)) as x_from, x as x_to, y as y_from, y as y_to from points where point = 1
union all
select m, curve, x, coalesce(next_x, cast(90000000 as decimal(18, 10))), y, coalesce(next_y, y) from points where next_x is null or next_x > x;

-- Scores in millionths. A candidate from doubles is corrected by its exact remainder.
create table scores as
with placed as (
    select
        states.a, states.n, states.m, states.state, states.samples, states.x,
        case when states.state = 'observed' then case when states.m = 12 then positions.percentile else states.x end end as place,
        case when states.m = 11 and cards.scorecard = 'onboarding' then 'onboarding' else 'default' end as curve
    from states
    inner join cards on states.a = cards.a and states.n = cards.n
    left join positions on states.m = positions.m and states.a = positions.a and states.n = positions.n
),

drawn as (
    select
        placed.a, placed.n, placed.m, placed.state, placed.samples, placed.x,
        cast(pieces.x_to - pieces.x_from as decimal(28, 10)) as width,
        cast(placed.place - pieces.x_from as decimal(28, 10)) as along,
        pieces.y_to - pieces.y_from as rise,
        pieces.y_from,
        cast(round((
            cast(pieces.y_from as double) + cast(along as double) * cast(rise as double) / cast(width as double)
        ) * 1000000) as bigint) as candidate,
        (pieces.y_from * width + along * rise) * 1000000 - cast(candidate as decimal(18, 0)) * width as remainder
    from placed
    left join pieces on
        placed.m = pieces.m and placed.curve = pieces.curve and placed.place >= pieces.x_from and placed.place < pieces.x_to
)

select
    a, n, m, state, samples, x,
    candidate + cast(2 * remainder >= width as bigint) - cast(2 * remainder < -width as bigint) as score
from drawn;

-- The middle of the peers for the three measures whose gaps are filled so (2, 14, 15), by cohort.
create table middles as
with peers as (
    select scores.n, scores.m, cards.segment, cards.industry, scores.score
    from scores
    inner join cards on scores.a = cards.a and scores.n = cards.n
    where scores.m in (2, 14, 15) and scores.score is not null and not cards.is_too_new
),

lists as (
    select n, m, segment, industry, grouping_id(segment, industry) as level, list_sort(list(score)) as scores
    from peers
    group by grouping sets ((n, m, segment, industry), (n, m, segment), (n, m))
)

select
    n, m, segment, industry, level, len(scores) as peers,
    case when len(scores) % 2 = 1 then scores[(len(scores) + 1) // 2] else (scores[len(scores) // 2] + scores[len(scores) // 2 + 1] + 1) // 2 end as middle
from lists;

create table fillings as
select
    scores.a, scores.n, scores.m,
    case when narrow.peers >= 20 then narrow.middle when middling.peers >= 20 then middling.middle else wide.middle end as middle
from scores
inner join cards on scores.a = cards.a and scores.n = cards.n
left join middles as narrow on
    narrow.level = 0 and cards.n = narrow.n and scores.m = narrow.m and cards.segment = narrow.segment and cards.industry = narrow.industry
left join middles as middling on middling.level = 1 and cards.n = middling.n and scores.m = middling.m and cards.segment = middling.segment
left join middles as wide on wide.level = 3 and cards.n = wide.n and scores.m = wide.m
where scores.m in (2, 14, 15) and scores.state in ('missing', 'stale');

create table filled as
select scores.a, scores.n, scores.m, scores.state, scores.samples, scores.x, scores.score, coalesce(scores.score, fillings.middle) as used
from scores
left join fillings on scores.a = fillings.a and scores.n = fillings.n and scores.m = fillings.m;

-- Weights depend only on the scorecard and on which measures are in the sum: a few thousand sets, however many accounts.
create macro ten_thousandths(weight) as cast(round(weight * 10000) as bigint);
create table factor_weights as
select scorecard_key, factor_key, ten_thousandths(weight) as weight from read_csv(seed('scoring/factor_weights')) where model_version = '2026.1';
create table measure_weights as
select scorecard_key, measure_key, ten_thousandths(weight) as weight from read_csv(seed('scoring/measure_weights')) where model_version = '2026.1';
create table weights as
select
    cards.scorecard, measures.m, measures.factor_key,
    coalesce(own_factor.weight, default_factor.weight, 0) as factor_weight,
    coalesce(own_measure.weight, default_measure.weight, 0) as measure_weight
from (select unnest(['default', 'enterprise', 'onboarding']) as scorecard) as cards
cross join measures
left join factor_weights as own_factor on cards.scorecard = own_factor.scorecard_key and measures.factor_key = own_factor.factor_key
left join factor_weights as default_factor on default_factor.scorecard_key = 'default' and measures.factor_key = default_factor.factor_key
left join measure_weights as own_measure on cards.scorecard = own_measure.scorecard_key and measures.measure_key = own_measure.measure_key
left join measure_weights as default_measure on default_measure.scorecard_key = 'default' and measures.measure_key = default_measure.measure_key;

create table sets as
select
    cards.a, cards.n, cards.scorecard,
    sum(case when filled.used is not null then 1 << filled.m else 0 end) as in_sum,
    sum(case when filled.state <> 'not_applicable' then 1 << filled.m else 0 end) as applies
from filled
inner join cards on filled.a = cards.a and filled.n = cards.n
group by cards.a, cards.n, cards.scorecard;

create table shares as
with members as (
    select sets.scorecard, sets.members, weights.m, weights.factor_key, weights.factor_weight, weights.measure_weight
    from (select scorecard, in_sum as members from sets union select scorecard, applies from sets) as sets
    inner join weights on sets.scorecard = weights.scorecard and (sets.members >> weights.m) & 1 = 1
    where weights.factor_weight * weights.measure_weight > 0
),

factors as (
    select scorecard, members, factor_key, any_value(factor_weight) as factor_weight, sum(measure_weight) as measure_weight from members group by all
),

divisors as (
    select scorecard, members, factor_key, cast(measure_weight * sum(factor_weight) over (partition by scorecard, members) as bigint) as divisor from factors
)

-- In units of the tenth decimal; weights are in ten-thousandths.
select
    members.scorecard, members.members, members.m,
    cast((2 * cast(members.factor_weight * members.measure_weight as hugeint) * 10000000000 + divisors.divisor) // (2 * divisors.divisor) as bigint) as share
from members
inner join divisors on members.scorecard = divisors.scorecard and members.members = divisors.members and members.factor_key = divisors.factor_key;

create table contributions as
select
    filled.a, filled.n, filled.m, filled.state, filled.samples, filled.x, filled.score, filled.used,
    (in_sum.share * filled.used + 5000000000) // 10000000000 as contribution,
    (in_sum.share * (100000000 - filled.used) + 5000000000) // 10000000000 as lost,
    (full_share.share * coalesce(filled.score, 0) + 5000000000) // 10000000000 as lowest,
    (full_share.share * coalesce(filled.score, 100000000) + 5000000000) // 10000000000 as highest,
    case when filled.state <> 'not_applicable' then weights.factor_weight * weights.measure_weight else 0 end as nominal
from filled
inner join sets on filled.a = sets.a and filled.n = sets.n
inner join weights on sets.scorecard = weights.scorecard and filled.m = weights.m
left join shares as in_sum on sets.scorecard = in_sum.scorecard and sets.in_sum = in_sum.members and filled.m = in_sum.m
left join shares as full_share on sets.scorecard = full_share.scorecard and sets.applies = full_share.members and filled.m = full_share.m;

create macro held(score, floor, cap) as case
    when score is null then null when cap < score or cap < floor then cap when floor > score then floor else score
end;

create table account_scores as
with totals as (
    select
        a, n,
        sum(contribution) as computed, sum(lowest) as lowest, sum(highest) as highest,
        coalesce(ratio(sum(nominal) filter (state = 'observed'), sum(nominal)), 0) as raw_coverage,
        sum(nominal) filter (state = 'observed') as observed_weight,
        sum(nominal) as applicable_weight,
        -- The three caps of the rulebook: a champion who left, half of the invoices overdue, the lowest pulse.
        bool_or(state = 'observed' and ((m = 3 and x = 1) or (m = 1 and x = 1))) as is_capped_59,
        bool_or(state = 'observed' and m = 15 and x > 0.5) as is_capped_49,
        bool_or(state = 'observed' and m = 3 and x = 1) as has_lost_champion
    from contributions group by a, n
),

judged as (
    select
        cards.*, totals.* exclude (a, n, computed, lowest, highest),
        cast((20000 * coalesce(observed_weight, 0) + applicable_weight) // nullif(2 * applicable_weight, 0) as bigint) as coverage,
        case when cards.is_too_new then 'too_new' when coverage is null or coverage < 5000 or totals.computed is null then 'insufficient_data' else 'scored' end
            as computed_status,
        case when computed_status = 'scored' then totals.computed end as computed,
        case when computed_status = 'scored' then totals.lowest end as lowest,
        case when computed_status = 'scored' then totals.highest end as highest,
        case when is_capped_49 then 49000000 when is_capped_59 then 59000000 end as cap
    from cards
    left join totals on cards.a = totals.a and cards.n = totals.n
),

overrides as (
    select
        accounts.a, grid.n, landed.direction, cast(landed.value * 1000000 as bigint) as value, landed.reason_code, landed.owner, landed.expires_on
    from read_csv(landed('crm/score_overrides.csv')) as landed
    inner join accounts on landed.account_id = accounts.account_id
    inner join grid on landed.starts_on <= grid.d and landed.expires_on > grid.d
    where landed.objective_key is null or landed.objective_key = 'retention'
    qualify row_number() over (partition by accounts.a, grid.n order by landed.starts_on desc, landed.override_id desc) = 1
),

limited as (
    select
        judged.*,
        held(judged.computed, null, judged.cap) as after_rules,
        overrides.a is not null as is_overridden,
        overrides.direction,
        overrides.reason_code,
        overrides.owner,
        overrides.expires_on,
        case when overrides.direction in ('floor', 'set') then overrides.value end as override_floor,
        case when overrides.direction in ('cap', 'set') then overrides.value end as override_cap,
        case when overrides.direction = 'set' then overrides.value else held(after_rules, override_floor, override_cap) end as health,
        held(held(judged.lowest, null, judged.cap), override_floor, override_cap) as low,
        held(held(judged.highest, null, judged.cap), override_floor, override_cap) as high
    from judged
    left join overrides on judged.a = overrides.a and judged.n = overrides.n
)

-- Published scores are in tenths.
select
    *,
    case when health is null then computed_status else 'scored' end as score_status,
    (health + 50000) // 100000 as health_tenths,
    (low + 50000) // 100000 as low_tenths,
    (high + 50000) // 100000 as high_tenths,
    case
        when health is null then computed_status
        when health_tenths < 400 then 'critical' when health_tenths < 600 then 'at_risk' when health_tenths < 750 then 'watch' else 'healthy'
    end as band
from limited;

create table confirmed as
with scored as (
    select a, n, band, lag(n) over dates as previous_n, lag(band) over dates as previous_band
    from account_scores
    where score_status = 'scored'
    window dates as (partition by a order by n)
)

select a, arg_max(band, n) as band
from scored
where previous_n is null or previous_n <> n - 1 or previous_band = band
group by a;

-- Least squares over the last five dates; points are in millionths, the slope in ten-thousandths of a point a week.
create table trends as
with sums as (
    select
        account_scores.a, count(*) as dates, count(account_scores.health) as scores,
        sum(account_scores.d - getvariable('first_monday')) as x, sum((account_scores.d - getvariable('first_monday')) ** 2) as xx,
        sum(cast(account_scores.health as hugeint)) as y,
        sum(cast(account_scores.health as hugeint) * (account_scores.d - getvariable('first_monday'))) as xy
    from account_scores where n >= 23 group by account_scores.a
),

slopes as (
    select a, 7 * (5 * xy - x * y) as rise, cast(5 * xx - x * x as hugeint) as width from sums where dates = 5 and scores = 5
)

select a, ((2 * abs(rise) * 10000 + width * 1000000) // (2 * width * 1000000)) * sign(rise) as slope from slopes;

-- What is said of each measure on the current date.
create table sentences as
select
    measures.m, landed.* replace (
        cast(landed.value_from as decimal(18, 10)) as value_from, cast(landed.value_to as decimal(18, 10)) as value_to
    )
from read_csv(seed('scoring/measure_sentences'), types = {'peer_clause': 'varchar', 'topic': 'varchar'}) as landed
left join measures on landed.measure_key = measures.measure_key
where landed.sentence_type in ('risk', 'strength');

create table medians as
with peers as (
    select contributions.m, cards.segment, list_sort(list(contributions.x)) as xs
    from contributions
    inner join cards on contributions.a = cards.a and contributions.n = cards.n
    where contributions.n = 27 and contributions.state = 'observed' and not cards.is_too_new
    group by grouping sets ((contributions.m, cards.segment), (contributions.m))
)

select
    m, segment,
    case when len(xs) % 2 = 1 then xs[(len(xs) + 1) // 2] else cast(round((xs[len(xs) // 2] + xs[len(xs) // 2 + 1]) * 0.5, 10) as decimal(18, 10)) end as x
from peers
where len(xs) >= 5;

create macro whole(number) as cast(cast(round(number, 0) as decimal(18, 0)) as varchar);
create macro readable(number, how) as case how
    when 'rating' then cast(cast(round(4 * number + 1, 1) as decimal(9, 1)) as varchar)
    when 'duration' then case
        when number > -1.5 and number <= -0.5 then whole(-1 * number) || ' hour'
        when number > -72 then whole(-1 * number) || ' hours'
        else whole(number * -0.0416666667) || ' days'
    end
    when 'percent' then whole(100 * number)
    when 'percent_less' then whole(-100 * number)
    when 'percent_below' then whole(100 - 100 * number)
    when 'percent_above' then whole(100 * number - 100)
    else whole(number)
end;
create macro plural(number) as case when number = '1' then '' else 's' end;
create macro filled_in(sentence, mark, said) as replace(sentence, mark, coalesce(said, ''));

create table remarks as
with observed as (
    select
        contributions.*, measures.measure_key, spine.seats,
        coalesce(narrow.x, wide.x) as peer_x,
        case shapes.curve_shape when 'increasing' then 1 when 'decreasing' then -1 else 0 end as direction,
        contributions.score < rules.max_risk_score * 1000000 and contributions.lost >= rules.min_lost_points * 1000000 as is_risk,
        contributions.score >= rules.min_strength_score * 1000000 and contributions.contribution > 0 as is_strength
    from contributions
    inner join account_scores on contributions.a = account_scores.a and account_scores.n = 27 and account_scores.computed is not null
    inner join spine on contributions.a = spine.a and spine.n = 27
    inner join measures on contributions.m = measures.m
    inner join read_csv(seed('scoring/sentence_rules')) as rules on measures.measure_key = rules.measure_key
    inner join read_csv(seed('scoring/measure_rules')) as shapes on shapes.model_version = '2026.1' and measures.measure_key = shapes.measure_key
    left join medians as narrow on contributions.m = narrow.m and spine.segment = narrow.segment
    left join medians as wide on contributions.m = wide.m and wide.segment is null
    where contributions.n = 27 and contributions.state = 'observed'
),

chosen as (
    select
        observed.*, sentences.sentence_type, coalesce(sentences.topic, sentences.measure_key) as topic, sentences.sentence, sentences.peer_clause,
        readable(observed.x, sentences.value_format) as value_text, readable(observed.peer_x, sentences.value_format) as peer_text,
        observed.direction * (observed.peer_x - observed.x) as advantage
    from observed
    inner join sentences on
        observed.m = sentences.m
        and ((sentences.sentence_type = 'risk' and observed.is_risk) or (sentences.sentence_type = 'strength' and observed.is_strength))
        and (sentences.value_from is null or observed.x >= sentences.value_from) and (sentences.value_to is null or observed.x <= sentences.value_to)
        and (sentences.sample_from is null or observed.samples >= sentences.sample_from)
        and (sentences.sample_to is null or observed.samples <= sentences.sample_to)
    qualify row_number() over (partition by observed.a, observed.m, sentences.sentence_type order by sentences.priority) = 1
),

said as (
    select
        a, measure_key, sentence_type, topic, 3 as source,
        case sentence_type when 'strength' then contribution else lost end as importance,
        filled_in(filled_in(filled_in(filled_in(filled_in(filled_in(filled_in(filled_in(filled_in(filled_in(
            sentence,
            '{peers}', case
                when value_text = peer_text then null
                when sentence_type = 'risk' and advantage > 0 then peer_clause
                when sentence_type = 'strength' and advantage < 0 then peer_clause
            end),
            '{peer_value_s}', plural(peer_text)), '{peer_value}', peer_text), '{value_s}', plural(value_text)), '{value}', value_text),
            '{part}', whole(x * samples)), '{sample_s}', plural(cast(samples as varchar))), '{sample}', cast(samples as varchar)),
            '{seats_s}', plural(cast(seats as varchar))), '{seats}', cast(seats as varchar)) as sentence
    from chosen
    union all
    select
        account_scores.a, 'override', 'risk', 'override', 1, account_scores.after_rules - account_scores.health,
        filled_in(filled_in(sentences.sentence, '{reason}', replace(account_scores.reason_code, '_', ' ')), '{until}', cast(account_scores.expires_on as varchar))
    from account_scores
    inner join sentences on sentences.measure_key = 'override'
    where account_scores.n = 27 and account_scores.health < account_scores.after_rules
    union all
    select
        account_scores.a, rules.measure_key, 'risk', rules.measure_key, 2, account_scores.computed - account_scores.after_rules, rules.reason
    from account_scores
    inner join read_csv(seed('scoring/score_exceptions')) as rules on
        rules.model_version = '2026.1' and rules.exception_key = case
            when account_scores.is_capped_49 then 'heavily_overdue' when account_scores.has_lost_champion then 'champion_left' else 'team_alarm'
        end
    where account_scores.n = 27 and account_scores.after_rules < account_scores.computed
),

firsts as (
    select * from said
    qualify row_number() over (partition by a, sentence_type, topic order by source, importance desc, measure_key) = 1
)

select *, row_number() over (partition by a, sentence_type order by source, importance desc, measure_key) as place from firsts;

create table words as
select
    a,
    max(sentence) filter (sentence_type = 'risk' and place = 1) as risk_1,
    max(sentence) filter (sentence_type = 'risk' and place = 2) as risk_2,
    max(sentence) filter (sentence_type = 'risk' and place = 3) as risk_3,
    max(sentence) filter (sentence_type = 'strength' and place = 1) as strength_1,
    max(sentence) filter (sentence_type = 'strength' and place = 2) as strength_2,
    max(sentence) filter (sentence_type = 'strength' and place = 3) as strength_3,
    max(measure_key) filter (sentence_type = 'risk' and place = 1) as risk_key
from remarks
where place <= 3
group by a;

create table account_health as
with current as (
    select
        account_scores.*, words.* exclude (a), trends.slope, before.health_tenths as tenths_before, confirmed.band as confirmed_band, plays.play, plays.play_owner
    from account_scores
    left join words on account_scores.a = words.a
    left join trends on account_scores.a = trends.a
    left join confirmed on account_scores.a = confirmed.a
    left join account_scores as before on account_scores.a = before.a and before.n = 26
    left join read_csv(seed('scoring/plays')) as plays on
        (plays.measure_key is null or words.risk_key = plays.measure_key) and (plays.health_band is null or account_scores.band = plays.health_band)
    where account_scores.n = 27
    qualify row_number() over (partition by account_scores.a order by plays.priority) = 1
)

select
    accounts.account_id,
    accounts.account_name,
    parents.account_id as parent_account_id,
    accounts.industry,
    accounts.segment,
    accounts.region,
    accounts.owner_name as account_owner,
    current.lifecycle_stage,
    cast(current.tenure_days as integer) as tenure_days,
    cast(12 * spine.mrr as decimal(18, 2)) as arr,
    'USD' as currency,
    spine.renews_on,
    current.d as as_of_date,
    'retention' as objective_key,
    '2026.1' as model_version,
    current.score_status,
    cast(current.health_tenths * 0.1 as decimal(4, 1)) as health_score,
    cast(((current.computed + 50000) // 100000) * 0.1 as decimal(4, 1)) as computed_score,
    cast(cast(current.health as decimal(18, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(9, 6)) as health_score_exact,
    cast(current.low_tenths * 0.1 as decimal(4, 1)) as score_low,
    cast(current.high_tenths * 0.1 as decimal(4, 1)) as score_high,
    current.band as health_band,
    bands.band_order,
    bands.band_colour,
    case when current.health is not null then current.confirmed_band end as confirmed_band,
    coalesce(case current.band
        when 'critical' then current.low_tenths < 400 and current.high_tenths < 400
        when 'at_risk' then current.low_tenths between 400 and 599 and current.high_tenths between 400 and 599
        when 'watch' then current.low_tenths between 600 and 749 and current.high_tenths between 600 and 749
        when 'healthy' then current.low_tenths >= 750 and current.high_tenths >= 750
    end, false) as is_band_certain,
    cast(coalesce(current.coverage, 0) * 0.0001 as decimal(5, 4)) as coverage,
    case
        when current.score_status <> 'scored' then null
        when current.coverage >= 8000 and current.tenure_days >= 90 then 'high' when current.coverage >= 6500 then 'medium' else 'low'
    end as confidence,
    cast(current.tenths_before * 0.1 as decimal(4, 1)) as previous_health_score,
    cast((current.health_tenths - current.tenths_before) * 0.1 as decimal(4, 1)) as score_change,
    case when current.slope >= 7500 then 'rising' when current.slope >= -7500 then 'stable' when current.slope is not null then 'falling' end as trend,
    current.is_overridden,
    current.reason_code as override_reason,
    current.owner as override_owner,
    current.expires_on as override_expires_on,
    current.risk_1 as top_risk_1,
    current.risk_2 as top_risk_2,
    current.risk_3 as top_risk_3,
    current.strength_1 as top_strength_1,
    current.strength_2 as top_strength_2,
    current.strength_3 as top_strength_3,
    current.play as recommended_play,
    current.play_owner,
    cast(case when current.band in ('critical', 'at_risk') then 12 * spine.mrr else 0 end as decimal(18, 2)) as arr_at_risk
from current
inner join accounts on current.a = accounts.a
inner join spine on current.a = spine.a and spine.n = 27
left join accounts as parents on accounts.parent_account_id = parents.account_id
left join read_csv(seed('scoring/health_bands')) as bands on bands.model_version = '2026.1' and current.band = bands.health_band;

-- Whoever runs this script writes the table where it is wanted.
