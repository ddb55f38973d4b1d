// One account: where it stands, how it got there, what to do.
const accountAddress = (id, objective) => `#${encodeURIComponent(id)}${(objective || state.objective) === defaults.objective ? '' : `?objective=${objective || state.objective}`}`;
const TRENDS = { rising: 'Rising over the last weeks', stable: 'Stable over the last weeks', falling: 'Falling over the last weeks' };
const CONFIDENCE = { high: 'High confidence', medium: 'Medium confidence', low: 'Low confidence' };
const PARTS = {
  behaviour: 'the customer changed', weighting: 'its weight changed', coverage: 'newly measured, or no longer', configuration: 'New version of the rules', rule_and_override: 'Limits and scores set by hand',
  entered: 'Got a score in this time', left: 'Lost its score in this time', set_on_unscored: 'Set by hand without a score', unattributed: 'Cannot be split',
};

function fact(title, ...value) {
  return h('div', {}, h('dt', {}, title), h('dd', {}, value));
}
function facts(row) {
  const years = row.tenure_days >= 365 ? `${plural(Math.floor(row.tenure_days / 365), 'year')}` : plural(row.tenure_days, 'day');
  return h('dl', { class: 'facts' }, fact('Owner', row.account_owner || 'Nobody'), fact('ARR', fmt.money(row.arr)), fact('Renewal', renewalCell(row)),
    fact('Customer for', years), fact('Stage', words(row.lifecycle_stage)), fact('Segment', words(row.segment)), fact('Industry', words(row.industry)), fact('Region', words(row.region)));
}
function statusText(row, seen) {
  const model = models.get(row.model_version) || {};
  if (row.score_status === 'too_new') return `A score starts after ${plural(model.grace_days, 'day')}; this account has ${plural(row.tenure_days, 'day')}. ${fmt.percent(row.coverage)} of what applies is already measured.`;
  if (row.score_status === 'insufficient_data') return `A score needs ${fmt.percent(model.min_coverage)} of the weight measured; this account has ${fmt.percent(row.coverage)}.`;
  return seen.bandOf.get(row.health_band).name;
}
function boundsText(row, seen) {
  if (row.score_low === null || row.score_low === undefined) return 'Set by hand; the measures alone give no score.';
  if (row.score_low === row.score_high) return 'Everything that applies is measured: no other score is possible.';
  const certain = row.is_band_certain ? 'The band holds either way.' : 'The band could change.';
  return `Between ${fmt.score(row.score_low)} and ${fmt.score(row.score_high)}, were what is missing at its worst or best. ${certain}`;
}
function scoreCard(row, seen) {
  const isScored = row.health_score !== null;
  const change = changeSince(row, state.since);
  return h('section', { class: 'card hero', 'aria-label': 'Score', 'data-band': row.health_band },
    h('div', { class: 'hero-score' }, isScored && h('p', { class: 'big' }, fmt.score(row.health_score)), h('div', {}, bandMark(row.health_band, seen, 'large'),
      isScored && h('p', { class: 'line' }, changeMark(change), change === null ? ' no score' : '', ` since ${fmt.shortDate(state.since)}`))),
    isScored && rangeBar(row, seen, true),
    h('p', { class: 'line' }, isScored ? boundsText(row, seen) : statusText(row, seen)),
    h('ul', { class: 'marks' },
      row.confidence && h('li', {}, h('b', {}, CONFIDENCE[row.confidence] || words(row.confidence)), `, ${fmt.percent(row.coverage)} measured`),
      row.trend && h('li', {}, TRENDS[row.trend] || words(row.trend)),
      row.confirmed_band && row.confirmed_band !== row.health_band && h('li', { class: 'aligned' }, 'Not confirmed yet; last confirmed: ', bandMark(row.confirmed_band, seen))));
}
function adjustmentNotes(row, seen) {
  const limits = limitsOf(row, seen.key).filter((driver) => driver.kind === 'exception');
  const notes = limits.map((limit) => h('div', { class: 'notice' }, h('b', {}, 'A rule limits this score. '), sentence(limit.name), row.computed_score !== null ? ` The measures alone give ${fmt.score(row.computed_score)}.` : ''));
  if (row.is_overridden) {
    const alone = row.computed_score === null || row.computed_score === undefined ? 'The measures alone give no score.' : `The measures alone give ${fmt.score(row.computed_score)}.`;
    notes.push(h('div', { class: 'notice' }, h('b', {}, 'Set by hand. '), `${row.override_owner || 'Somebody'} changed this score (${plainWords(row.override_reason || 'no reason')}); it ends on ${fmt.date(row.override_expires_on)}. ${alone}`));
  }
  return notes;
}

function sentencesOf(row, stem) {
  return [1, 2, 3].map((rank) => tidied(row[`${stem}_${rank}`])).filter(Boolean);
}
function fallbackOf(row, seen, isRisk) {
  const counted = driversOf(row, seen.key).filter(isCounted);
  const by = isRisk ? (driver) => driver.lost : (driver) => driver.contribution;
  return counted.filter((driver) => (isRisk ? driver.lost >= 1 : driver.score >= 75)).sort((one, other) => by(other) - by(one)).slice(0, 3)
    .map((driver) => `${measureName(driver.measure)}: ${driver.isImputed ? 'estimated' : inUnit(driver.value, (measures.get(driver.measure) || {}).unit || '')} (${isRisk ? fmt.signed(-driver.lost) : fmt.signed(driver.contribution)} points)`);
}
function sayCard(row, seen) {
  const risks = sentencesOf(row, 'top_risk');
  const strengths = sentencesOf(row, 'top_strength');
  const [low, high] = hasSentences ? [risks, strengths] : [fallbackOf(row, seen, true), fallbackOf(row, seen, false)];
  const list = (title, kind, lines, none) => h('div', { class: `said ${kind}` }, h('h3', {}, title), lines.length ? h('ol', {}, lines.map((line) => h('li', {}, line))) : h('p', { class: 'quiet' }, none));
  const play = row.recommended_play && h('div', { class: 'play' }, h('h3', {}, 'Next step'), h('p', {}, row.recommended_play),
    h('p', { class: 'line' }, [row.play_owner, row.play_due_days && `within ${plural(row.play_due_days, 'day')}`].filter(Boolean).join(', ')));
  return h('section', { class: 'card says', 'aria-label': 'In short' }, play, h('div', { class: 'said-two' }, list('What hurts', 'risks', low, 'Nothing stands out.'), list('What goes well', 'strengths', high, 'Nothing stands out.')));
}

// The history: score, what it could have been, bands behind it, and where the rules changed.
function versionMarks(row, x, height) {
  const versions = unpackedOf(row, 'versions');
  return versions.map((version, index) => {
    const before = versions.slice(0, index).reverse().find(Boolean);
    if (!index || !version || !before || version === before) return null;
    return s('g', { class: 'rule-change' }, s('line', { x1: x(index), x2: x(index), y1: 8, y2: height - 22 }), s('text', { x: x(index) + 4, y: 16 }, `rules ${version}`));
  });
}
function boundsPath(lows, highs, x, y) {
  let path = '';
  for (let index = 1; index < lows.length; index += 1) {
    if (lows[index] === null || lows[index - 1] === null) continue;
    const corners = [[index - 1, highs[index - 1]], [index, highs[index]], [index, lows[index]], [index - 1, lows[index - 1]]];
    path += `M${corners.map(([at, value]) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('L')}Z`;
  }
  return path;
}
function historyChart(row, seen, width) {
  const height = 230;
  const top = seen.bands[seen.bands.length - 1].upper_bound;
  const x = (index) => 30 + (dates.length > 1 ? index / (dates.length - 1) : 0.5) * (width - 44);
  const y = (value) => 8 + (1 - value / top) * (height - 32);
  const zones = seen.bands.map((band) => s('rect', { class: 'zone', 'data-band': band.key, x: 30, width: width - 44, y: y(band.upper_bound), height: y(band.lower_bound) - y(band.upper_bound) }));
  const lines = [...seen.bands.map((band) => band.lower_bound), top].map((bound) => s('text', { class: 'axis', x: 24, y: y(bound) + 4, 'text-anchor': 'end' }, String(bound)));
  const [lows, highs] = detailsOf(row, seen.key).bounds || [[], []];
  const bounds = s('path', { class: 'bound', d: boundsPath(lows, highs, x, y) });
  const last = lastIndex(row.scores);
  const isLone = (value, index) => value !== null && (row.scores[index - 1] ?? null) === null && (row.scores[index + 1] ?? null) === null;
  const cursor = s('g', { class: 'cursor', visibility: 'hidden' }, s('line', { y1: 8, y2: height - 24 }), s('circle', { r: 4.5 }));
  const chart = s('svg', { class: 'history', viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' }, zones, lines, bounds,
    s('path', { class: 'line', d: linePath(row.scores, x, y) }), row.scores.map((value, index) => isLone(value, index) && s('circle', { class: 'dot', cx: x(index), cy: y(value), r: 2.5 })),
    versionMarks(row, x, height), last >= 0 && s('circle', { class: 'dot', cx: x(last), cy: y(row.scores[last]), r: 3.5 }), axisDates((index) => (index === dates.length - 1 ? width - 14 : x(index)), height, width < 480 ? 3 : 7), cursor);
  return { chart, cursor, x, y };
}
function pointText(row, seen, index) {
  const value = row.scores[index];
  const band = seen.bandOf.get(unpackedOf(row, 'bands')[index]);
  const [lows, highs] = detailsOf(row, seen.key).bounds || [[], []];
  const bounds = lows[index] !== undefined && lows[index] !== null && lows[index] !== highs[index] ? ` (possible ${fmt.score(lows[index])} to ${fmt.score(highs[index])})` : '';
  return `${fmt.date(dates[index])}: ${value === null ? (band ? band.name.toLowerCase() : 'not a customer') : `${fmt.score(value)}, ${band ? band.name.toLowerCase() : ''}${bounds}`}`;
}
function historyFrame(row, seen, readout, width) {
  const { chart, cursor, x, y } = historyChart(row, seen, width);
  let at = dates.length - 1;
  const show = (index) => {
    at = Math.max(0, Math.min(dates.length - 1, index));
    readout.textContent = pointText(row, seen, at);
    cursor.setAttribute('visibility', row.scores[at] === null ? 'hidden' : 'visible');
    fill(cursor.firstChild, { x1: x(at), x2: x(at) }, []);
    fill(cursor.lastChild, { cx: x(at), cy: y(row.scores[at] ?? 0) }, []);
  };
  const nearest = (event) => {
    const box = chart.getBoundingClientRect();
    const along = ((event.clientX - box.left) * width) / box.width;
    show(Math.round(((along - x(0)) / (x(dates.length - 1) - x(0))) * (dates.length - 1)));
  };
  const step = (event) => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (move) { event.preventDefault(); show(at + move); }
  };
  return h('div', { class: 'frame', tabindex: 0, role: 'group', 'aria-label': 'Score over time; left and right arrow keys read it date by date',
    onpointermove: nearest, onpointerleave: () => { show(dates.length - 1); cursor.setAttribute('visibility', 'hidden'); }, onkeydown: step }, chart);
}
function historyCard(row, seen) {
  if (lastIndex(row.scores) < 0) return section('History', null, empty('No score yet', statusText(row, seen)));
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' }, pointText(row, seen, dates.length - 1));
  const hint = detailsOf(row, seen.key).bounds && 'The shaded area is where the score could lie, were what is not measured at its worst or best.';
  return section('History', hint, readout, drawn((width) => historyFrame(row, seen, readout, width)), historyTable(row, seen));
}
function historyTable(row, seen) {
  const bands = unpackedOf(row, 'bands');
  const lines = dates.map((date, index) => h('tr', {}, h('th', { scope: 'row' }, fmt.date(date)), h('td', { class: 'number' }, fmt.score(row.scores[index])), h('td', {}, bands[index] ? bandMark(bands[index], seen) : '–'), h('td', {}, unpackedOf(row, 'versions')[index] || '–'))).reverse();
  return h('details', { class: 'more' }, h('summary', {}, 'Show as a table'), h('table', { class: 'plain' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Date'), h('th', { scope: 'col', class: 'number' }, 'Score'), h('th', { scope: 'col' }, 'Band'), h('th', { scope: 'col' }, 'Rules'))), h('tbody', {}, lines)));
}

// Why it moved: the published parts, added up since the date to compare with.
function moveName([part, measure]) {
  return measure ? [measureName(measure), h('span', { class: 'sub' }, PARTS[part] || words(part))] : PARTS[part] || words(part);
}
function movesCard(row, seen) {
  if (!content.has_moves || lastIndex(row.scores) < 0) return null;
  const moves = movesOf(row, seen.key) || [];
  const known = moves.filter(([, , points]) => points !== null);
  const labels = moves.filter(([, , points]) => points === null).map(([part]) => PARTS[part] || words(part));
  const ordered = [...known].filter(([, , points]) => Math.abs(points) >= 0.05).sort((one, other) => Math.abs(other[2]) - Math.abs(one[2]));
  const [large, small] = [ordered.slice(0, 8), sum(ordered.slice(8), (move) => move[2])];
  const shown = [...large, ...(Math.abs(small) >= 0.05 ? [['smaller parts together', null, small]] : [])];
  const most = Math.max(...shown.map(([, , points]) => Math.abs(points)), 1);
  const bar = ([part, measure, points]) => h('tr', {}, h('th', { scope: 'row' }, moveName([part, measure])), h('td', { class: 'moves-bar' }, h('span', { class: points < 0 ? 'down' : 'up', style: { width: `${(Math.abs(points) / most) * 50}%` } })), h('td', { class: 'number' }, changeMark(Math.round(points * 10) / 10)));
  const total = sum(known, (move) => move[2]);
  const card = section('Why it moved', `Since ${fmt.date(state.since)}; the parts add up to the change.`, labels.length ? note(labels.join('. '), '.') : null,
    shown.length ? h('table', { class: 'moves' }, h('caption', { class: 'unseen' }, 'Points by cause'), h('tbody', {}, shown.map(bar)), h('tfoot', {}, h('tr', {}, h('th', { scope: 'row', colspan: 2 }, 'Change in all'), h('td', { class: 'number' }, h('b', {}, fmt.signed(total)))))) : empty('Nothing moved', `Every measure stands as on ${fmt.date(state.since)}.`));
  card.querySelector('.card-head').append(sincePick() || '');
  return card;
}

function neighbours(row, seen) {
  const rows = sorted(filtered(seen), seen);
  const place = rows.findIndex((each) => each.id === row.id);
  const link = (other, text) => other && h('a', { class: 'step', href: accountAddress(other.id) }, text);
  return h('nav', { class: 'crumbs', 'aria-label': 'Way back' }, h('a', { href: listAddress() }, '← All accounts'),
    place >= 0 && h('span', { class: 'steps' }, link(rows[place - 1], '↑ Previous'), h('span', { class: 'quiet' }, `${fmt.count(place + 1)} of ${fmt.count(rows.length)}`), link(rows[place + 1], 'Next ↓')));
}
function account(id) {
  const seen = view(state.objective);
  const row = seen.rows.find((each) => each.id === id);
  if (!row) {
    byId('main').replaceChildren(h('h1', {}, 'Account not found'), empty(`No account with the id ${id}`, 'It is not in this release for this objective.', h('a', { class: 'button', href: listAddress() }, 'All accounts')));
    return;
  }
  byId('main').replaceChildren(neighbours(row, seen),
    h('div', { class: 'intro' }, h('div', {}, h('h1', {}, row.name), h('p', { class: 'hint' }, `${row.id}${row.parent_account_id ? ` · belongs to ${row.parent_account_id}` : ''} · ${seen.objective.objective_name} · rules ${row.model_version}`))),
    facts(row), ...adjustmentNotes(row, seen), h('div', { class: 'pair' }, scoreCard(row, seen), sayCard(row, seen)),
    ...[historyCard(row, seen), movesCard(row, seen), driversCard(row, seen), unmeasuredCard(row, seen)].filter(Boolean));
  drawWaiting();
}
