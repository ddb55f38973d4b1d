// The overview: where the book stands, how it got there, and the list. Everything follows the filters.
const sum = (rows, value) => rows.reduce((total, row) => total + (value(row) || 0), 0);
const isLow = (seen) => (key) => (seen.bandOf.get(key) || {}).counts_as_at_risk === true;

function tile(title, figure, ...lines) {
  return h('div', { class: 'tile' }, h('h3', {}, title), h('p', { class: 'figure' }, figure), lines.filter(Boolean).map((line) => h('p', { class: 'line' }, line)));
}
function riskTile(rows, seen) {
  const low = isLow(seen);
  const now = sum(rows, (row) => low(row.health_band) && row.arr);
  const before = sum(rows, (row) => low(bandAt(row, state.since)) && arrAt(row, state.since));
  const all = sum(rows, (row) => row.arr);
  const lowNames = seen.bands.filter((band) => band.counts_as_at_risk).map((band) => band.name).join(' + ');
  const moved = Math.round(now - before);
  return tile(seen.objective.is_primary ? 'ARR at risk' : 'ARR in low bands', fmt.money(now), `${fmt.percent(all ? now / all : 0)} of ${fmt.money(all)} · ${lowNames}`,
    h('span', { class: moved > 0 ? 'bad' : moved < 0 ? 'good' : 'quiet' }, moved ? `${fmt.money(Math.abs(moved))} ${moved > 0 ? 'more' : 'less'} than on ${fmt.shortDate(state.since)}` : `As on ${fmt.shortDate(state.since)}`));
}
function accountsTile(rows, seen) {
  const scored = rows.filter((row) => row.health_score !== null);
  const rest = seen.all.filter((band) => !band.isScored).map((band) => [rows.filter((row) => row.health_band === band.key).length, band.name]).filter(([count]) => count);
  const middle = scored.map((row) => row.health_score).sort((one, other) => one - other)[Math.floor((scored.length - 1) / 2)];
  return tile('Accounts', fmt.count(rows.length), `${fmt.count(scored.length)} with a score${scored.length ? `, median ${fmt.score(middle)}` : ''}`,
    rest.map(([count, name], index) => `${index ? ' · ' : ''}${fmt.count(count)} ${name.toLowerCase()}`).join(''));
}
function movedTile(rows) {
  const changes = rows.map((row) => changeSince(row, state.since)).filter((change) => change !== null);
  const [rose, fell] = [changes.filter((change) => change > 0).length, changes.filter((change) => change < 0).length];
  const crossed = rows.filter(hasChangedBand).length;
  return tile(`Moved since ${fmt.shortDate(state.since)}`, [h('span', { class: 'change down' }, '▼', h('span', { class: 'unseen' }, 'fell: '), ` ${fmt.count(fell)}`), ' ', h('span', { class: 'change up' }, '▲', h('span', { class: 'unseen' }, 'rose: '), ` ${fmt.count(rose)}`)],
    `${fmt.count(fell)} fell, ${fmt.count(rose)} rose, ${fmt.count(changes.length - fell - rose)} unchanged`, `${plural(crossed, 'account')} changed band`);
}
function renewalTile(rows, seen) {
  const soon = rows.filter((row) => row.renewsIn !== null && row.renewsIn >= 0 && row.renewsIn <= 90);
  const low = soon.filter((row) => isLow(seen)(row.health_band));
  return tile('Renewing within 90 days', fmt.money(sum(soon, (row) => row.arr)), plural(soon.length, 'account'),
    low.length ? h('span', { class: 'bad' }, `${fmt.money(sum(low, (row) => row.arr))} of it in low bands (${fmt.count(low.length)})`) : 'None of it in low bands');
}
function knownTile(rows) {
  const levels = new Map();
  for (const row of rows) if (row.confidence) levels.set(row.confidence, (levels.get(row.confidence) || 0) + 1);
  const said = ['high', 'medium', 'low'].filter((level) => levels.has(level)).map((level) => `${fmt.count(levels.get(level))} ${level}`).join(', ');
  const uncertain = rows.filter((row) => row.health_score !== null && row.is_band_certain === false).length;
  return tile('Measured', fmt.percent(rows.length ? sum(rows, (row) => row.coverage) / rows.length : null), said ? `Confidence: ${said}` : 'No confidence yet',
    uncertain ? `${plural(uncertain, 'band')} could differ with full data` : rows.length ? 'Every band holds with full data' : '');
}

function bandRows(rows, seen) {
  const isMoney = state.by === 'arr';
  const amount = (band) => { const own = rows.filter((row) => row.health_band === band.key); return isMoney ? sum(own, (row) => row.arr) : own.length; };
  const before = (band) => { const own = rows.filter((row) => bandAt(row, state.since) === band.key); return isMoney ? sum(own, (row) => arrAt(row, state.since)) : own.length; };
  const figures = seen.all.map((band) => ({ band, now: amount(band), was: before(band) }));
  const most = Math.max(1, ...figures.map((each) => each.now));
  const text = isMoney ? fmt.money : fmt.count;
  return h('ul', { class: 'bands', 'aria-label': 'Bands; choose one or more to filter the list' }, figures.map(({ band, now, was }) => {
    const isOn = state.bands.includes(band.key);
    const moved = Math.round(now - was);
    const bounds = band.isScored ? `${fmt.number(band.lower_bound)} to ${band === seen.bands[seen.bands.length - 1] ? '' : 'under '}${fmt.number(band.upper_bound)}` : 'no score';
    return h('li', {}, h('button', { type: 'button', id: `band-${band.key}`, class: 'band-row', 'data-band': band.key, 'aria-pressed': String(isOn), title: `${band.name}: ${bounds}`,
      onclick: () => change({ bands: isOn ? state.bands.filter((key) => key !== band.key) : [...state.bands, band.key] }) },
      bandMark(band.key, seen), h('span', { class: 'bar' }, now > 0 && h('span', { class: 'bar-fill', style: { width: `${(now / most) * 100}%` } })),
      h('span', { class: 'amount' }, text(now)), h('span', { class: 'moved' }, moved ? `${moved > 0 ? '+' : '\u2212'}${text(Math.abs(moved))}` : '±0')));
  }));
}
function historyCounts(rows, seen) {
  const counts = dates.map(() => seen.all.map(() => 0));
  for (const row of rows) {
    const [bands, arrs] = [unpackedOf(row, 'bands'), unpackedOf(row, 'arrs')];
    for (let index = 0; index < dates.length; index += 1) {
      const band = seen.bandOf.get(bands[index]);
      if (band) counts[index][band.order] += state.by === 'arr' ? arrs[index] || 0 : 1;
    }
  }
  return counts;
}
function bandsCard(seen) {
  const rows = filtered(seen, true);
  return h('section', { class: 'card two', 'aria-labelledby': 'bands-title' },
    h('div', {}, h('div', { class: 'card-head' }, h('h2', { id: 'bands-title' }, 'By band'),
      h('p', { class: 'hint' }, `Change since ${fmt.shortDate(state.since)}`), choice('Count', [['accounts', 'Accounts'], ['arr', 'ARR']], state.by, (by) => change({ by }))),
    bandRows(rows, seen)),
    h('div', { class: 'over-time' }, h('div', { class: 'card-head' }, h('h2', {}, 'Over time'), h('p', { class: 'hint' }, `${plural(dates.length, 'date')} up to ${fmt.date(asOf)}`)),
      drawn((width) => bandHistory(historyCounts(rows, seen), seen, width, state.by === 'arr' ? fmt.money : fmt.count))));
}

// The parts that follow the filters are drawn anew; the filter bar stays, so that typing keeps its place.
function refreshOverview() {
  const seen = view(state.objective);
  const rows = filtered(seen);
  byId('tiles').replaceChildren(riskTile(rows, seen), accountsTile(rows, seen), movedTile(rows), renewalTile(rows, seen), knownTile(rows));
  byId('bands').replaceChildren(bandsCard(seen));
  byId('list').replaceChildren(...[accountTable(sorted(rows, seen), seen)].flat().filter(Boolean));
  const text = rows.length === seen.rows.length ? plural(rows.length, 'account') : `${fmt.count(rows.length)} of ${plural(seen.rows.length, 'account')}`;
  byId('count').textContent = text;
  byId('reset').hidden = !isFiltered();
  for (const pick of document.querySelectorAll('.filters .pick:not(.sort-pick)')) { const select = pick.querySelector('select'); pick.classList.toggle('is-set', select.value !== ''); }
  drawWaiting();
  say(`${text} shown`);
}
function sortPick() {
  const options = COLUMNS.filter((column) => !column.isFixed).flatMap((column) => [[`${column.key}:`, `${column.title} ↑`], [`${column.key}:down`, `${column.title} ↓`]]);
  return h('label', { class: 'pick sort-pick' }, h('span', { class: 'unseen' }, 'Sort by'),
    h('select', { onchange: (event) => { const [sort, way] = event.target.value.split(':'); change({ sort, isDown: way === 'down' }); } },
      options.map(([value, text]) => h('option', { value, selected: value === `${state.sort}:${state.isDown ? 'down' : ''}` }, text))));
}
function sincePick() {
  if (compare.length < 2) return null;
  const weeks = (date) => Math.round((day(asOf) - day(date)) / 7);
  return h('label', { class: 'pick since' }, h('span', {}, 'Compare with'),
    h('select', { id: 'since', onchange: (event) => change({ since: event.target.value }) },
      compare.map((date, index) => h('option', { value: date, selected: date === state.since }, `${fmt.date(date)}${index && weeks(date) ? ` (${plural(weeks(date), 'week')} ago)` : ' (date before)'}`))));
}
function overview() {
  const seen = view(state.objective);
  byId('main').replaceChildren(
    h('div', { class: 'intro' }, h('div', {}, h('h1', {}, seen.objective.question), h('p', { class: 'hint' }, `As of ${fmt.date(asOf)} · rules ${seen.version}`)), sincePick()),
    h('section', { class: 'tiles', id: 'tiles', 'aria-label': 'Summary' }),
    h('div', { id: 'bands' }),
    h('section', { class: 'card flush', 'aria-labelledby': 'list-title' },
      h('div', { class: 'card-head list-head' }, h('h2', { id: 'list-title' }, 'Accounts'), h('p', { class: 'hint', id: 'count' }),
        h('button', { type: 'button', id: 'download', onclick: download }, 'Download CSV')),
      filterBar(seen), h('div', { id: 'list' })),
    ...[qualityCard()].filter(Boolean));
  refreshOverview();
}
