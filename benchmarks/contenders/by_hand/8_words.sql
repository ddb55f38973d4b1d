-- The current date: every measure of every account and objective, as published and as what is said of it.
create table current_measures as
with middles as (
    select m, segment, xs
    from (
        select filled.m, cards.segment, list_sort(list(filled.x)) as xs
        from filled
        inner join cards on filled.a = cards.a and filled.n = cards.n
        where filled.n = 27 and filled.o <> 2 and filled.state = 'observed' and not cards.is_too_new
        group by grouping sets ((filled.m, cards.segment), (filled.m))
    )
    where len(xs) >= 5
),

medians as (
    select
        m, segment,
        case when len(xs) % 2 = 1 then xs[(len(xs) + 1) // 2] else cast(round((xs[len(xs) // 2] + xs[len(xs) // 2 + 1]) * 0.5, 10) as decimal(18, 10)) end as x
    from middles
)

select
    account_scores.o, filled.a, filled.m, filled.state, filled.x, filled.seen_on, filled.samples, filled.place, filled.score, filled.used,
    coalesce(narrow.x, wide.x) as peer_x,
    account_scores.scorecard,
    account_scores.computed is not null as is_computed,
    case when is_computed then contributions.share end as share,
    case when is_computed then contributions.contribution end as contribution,
    case when is_computed then contributions.lost end as lost
from filled
inner join account_scores on filled.a = account_scores.a and filled.n = account_scores.n and filled.o in (0, account_scores.o)
left join contributions on
    account_scores.o = contributions.o and filled.a = contributions.a and filled.n = contributions.n and filled.m = contributions.m
left join medians as narrow on filled.m = narrow.m and account_scores.segment = narrow.segment
left join medians as wide on filled.m = wide.m and wide.segment is null
where filled.n = 27;

create table sentences as
select
    measures.m, landed.* replace (
        cast(landed.value_from as decimal(18, 10)) as value_from, cast(landed.value_to as decimal(18, 10)) as value_to
    )
from read_csv(seed('scoring/measure_sentences'), types = {'peer_clause': 'varchar', 'topic': 'varchar'}) as landed
left join measures on landed.measure_key = measures.measure_key;

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

create table spoken as
with observed as (
    select
        current_measures.*, measures.measure_key, measures.factor_key, spine.seats, rules.is_customer_safe,
        case shapes.curve_shape when 'increasing' then 1 when 'decreasing' then -1 else 0 end as direction,
        coalesce(score < rules.max_risk_score * 1000000 and lost >= rules.min_lost_points * 1000000, false) as is_risk,
        coalesce(score >= rules.min_strength_score * 1000000 and contribution > 0, false) as is_strength
    from current_measures
    inner join spine on current_measures.a = spine.a and spine.n = 27
    inner join measures on current_measures.m = measures.m
    inner join read_csv(seed('scoring/sentence_rules')) as rules on measures.measure_key = rules.measure_key
    inner join read_csv(seed('scoring/measure_rules')) as shapes on shapes.model_version = '2026.1' and measures.measure_key = shapes.measure_key
    where current_measures.state = 'observed'
),

-- What is said to customers is said of the first objective only.
chosen as (
    select
        observed.*, sentences.sentence_type, coalesce(sentences.topic, sentences.measure_key) as topic, sentences.sentence, sentences.peer_clause,
        readable(observed.x, sentences.value_format) as value_text, readable(observed.peer_x, sentences.value_format) as peer_text,
        observed.direction * (observed.peer_x - observed.x) as advantage
    from observed
    inner join sentences on
        observed.m = sentences.m
        and case sentences.sentence_type
            when 'risk' then observed.is_risk
            when 'strength' then observed.is_strength
            else observed.o = 1 and observed.is_customer_safe and case sentences.sentence_type
                when 'can_do' then observed.is_risk when 'goes_well' then observed.is_strength else true
            end
        end
        and (sentences.value_from is null or observed.x >= sentences.value_from) and (sentences.value_to is null or observed.x <= sentences.value_to)
        and (sentences.sample_from is null or observed.samples >= sentences.sample_from)
        and (sentences.sample_to is null or observed.samples <= sentences.sample_to)
    qualify row_number() over (partition by observed.o, observed.a, observed.m, sentences.sentence_type order by sentences.priority) = 1
)

select
    o, a, measure_key, factor_key, sentence_type, topic,
    case when sentence_type in ('strength', 'goes_well') then contribution else lost end as importance,
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
from chosen;

create table remarks as
with said as (
    select o, a, measure_key, sentence_type, topic, 3 as source, importance, sentence from spoken where sentence_type <> 'fact'
    union all
    select
        account_scores.o, account_scores.a, 'override', 'risk', 'override', 1, account_scores.after_rules - account_scores.health,
        filled_in(filled_in(sentences.sentence, '{reason}', replace(account_scores.reason_code, '_', ' ')), '{until}', cast(account_scores.expires_on as varchar))
    from account_scores
    inner join sentences on sentences.measure_key = 'override'
    where account_scores.n = 27 and account_scores.health < account_scores.after_rules
    union all
    select
        account_scores.o, account_scores.a, rules.measure_key, 'risk', rules.measure_key, 2, account_scores.computed - account_scores.after_rules, rules.reason
    from account_scores
    inner join read_csv(seed('scoring/score_exceptions')) as rules on rules.model_version = '2026.1' and account_scores.rule = rules.exception_key
    where account_scores.n = 27 and account_scores.after_rules < account_scores.computed
),

firsts as (
    select * from said
    qualify row_number() over (partition by o, a, sentence_type, topic order by source, importance desc, measure_key) = 1
)

select *, row_number() over (partition by o, a, sentence_type order by source, importance desc, measure_key) as place from firsts;

create table words as
select
    o, a,
    max(sentence) filter (sentence_type = 'risk' and place = 1) as risk_1,
    max(sentence) filter (sentence_type = 'risk' and place = 2) as risk_2,
    max(sentence) filter (sentence_type = 'risk' and place = 3) as risk_3,
    max(sentence) filter (sentence_type = 'strength' and place = 1) as strength_1,
    max(sentence) filter (sentence_type = 'strength' and place = 2) as strength_2,
    max(sentence) filter (sentence_type = 'strength' and place = 3) as strength_3,
    max(sentence) filter (sentence_type = 'goes_well' and place = 1) as goes_well_1,
    max(sentence) filter (sentence_type = 'goes_well' and place = 2) as goes_well_2,
    max(sentence) filter (sentence_type = 'goes_well' and place = 3) as goes_well_3,
    max(sentence) filter (sentence_type = 'can_do' and place = 1) as can_do_1,
    max(sentence) filter (sentence_type = 'can_do' and place = 2) as can_do_2,
    max(sentence) filter (sentence_type = 'can_do' and place = 3) as can_do_3,
    max(measure_key) filter (sentence_type = 'risk' and place = 1) as risk_key
from remarks
where place <= 3
group by o, a;

-- The next point of a curve above a score, where it adds most; only the first objective publishes it.
create table lifts as
with steps as (
    select
        found.a, found.m, found.score, cast(pieces.y_from * 1000000 as bigint) as reachable,
        (found.share * (reachable - found.score) + 5000000000) // 10000000000 as gain
    from current_measures as found
    inner join pieces on
        found.m = pieces.m and found.score < pieces.y_from * 1000000 and pieces.x_from > -90000000
        and pieces.curve = case when found.m = 11 and found.scorecard = 'onboarding' then 'onboarding' else 'default' end
    where found.o = 1 and found.state = 'observed' and found.share > 0
    qualify row_number() over (partition by found.a, found.m order by reachable, abs(pieces.x_from - found.place), pieces.x_from) = 1
),

best as (
    select steps.*, measures.measure_name
    from steps
    inner join measures on steps.m = measures.m
    qualify row_number() over (partition by steps.a order by steps.gain desc, steps.m) = 1
)

select
    a,
    measure_name || ': from ' || (score + 500000) // 1000000 || ' to ' || (reachable + 500000) // 1000000 || ' of 100 would add '
    || cast(cast(((gain + 50000) // 100000) * 0.1 as decimal(4, 1)) as varchar) || ' points.' as sentence
from best
where gain >= 50000;
