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

-- Scores in millionths. A candidate from doubles is corrected by its exact remainder. A row holds for both objectives (o = 0), but for the licences of
-- an account in onboarding: there each objective has a curve, and a row, of its own.
create table scores as
with placed as (
    select
        states.*,
        case when states.state = 'observed' then case when states.m = 12 then positions.percentile else states.x end end as place,
        states.m = 11 and cards.scorecard = 'onboarding' as has_two_curves
    from states
    inner join cards on states.a = cards.a and states.n = cards.n
    left join positions on states.m = positions.m and states.a = positions.a and states.n = positions.n
),

drawn as (
    select
        placed.*,
        case when has_two_curves and pieces.curve = 'onboarding' then 1 when has_two_curves and pieces.curve = 'default' then 2 else 0 end as o,
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
        placed.m = pieces.m and placed.place >= pieces.x_from and placed.place < pieces.x_to
        and (pieces.curve = 'default' or placed.has_two_curves)
)

select
    o, a, n, m, state, samples, x, seen_on, place,
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
select scores.*, coalesce(scores.score, fillings.middle) as used
from scores
left join fillings on scores.a = fillings.a and scores.n = fillings.n and scores.m = fillings.m;

-- Not needed any more: what is kept in memory is no gift.
drop table states;
drop table scores;
drop table middles;
drop table fillings;
