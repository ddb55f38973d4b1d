// The list: sortable by its headers, fifty rows to a page, every row a link to its account.
const PAGE_SIZE = 50;
const hasSentences = Object.values(content.scores).some((table) => table.top_risk_1);
const concern = (row) => (hasSentences ? tidied(row.top_risk_1) : row.drag && measureName(row.drag[0])) || '';

const COLUMNS = [
  { key: 'name', title: 'Account', value: (row) => row.name, cell: (row) => [
    h('a', { href: accountAddress(row.id), class: 'name' }, row.name),
    h('span', { class: 'sub' }, [row.segment, row.industry].filter(Boolean).map(words).join(' · ') || row.id)] },
  { key: 'health_score', title: 'Score', isNumber: true, value: (row) => row.health_score, cell: scoreCell },
  { key: 'health_band', title: 'Band', value: (row, seen) => seen.bandOf.get(row.health_band).order, cell: (row, seen) => [
    bandMark(row.health_band, seen), row.is_overridden && h('span', { class: 'sub' }, 'set by hand')] },
  { key: 'change', title: 'Change', isNumber: true, value: (row) => changeSince(row, state.since), cell: (row) => changeMark(changeSince(row, state.since)) },
  { key: 'trend', title: 'History', isWide: true, isFixed: true, value: () => null, cell: (row) => sparkline(row) },
  { key: 'concern', title: hasSentences ? 'Main concern' : 'Costs most points', isWide: true, value: concern, cell: (row) => h('span', { class: 'concern', title: concern(row) }, concern(row) || '–') },
  { key: 'arr', title: 'ARR', isNumber: true, value: (row) => row.arr, cell: (row) => fmt.money(row.arr) },
  { key: 'renews_on', title: 'Renewal', value: (row) => row.renews_on, cell: renewalCell },
  { key: 'coverage', title: 'Measured', isNumber: true, isWide: true, value: (row) => row.coverage, cell: (row) => [
    fmt.percent(row.coverage), h('span', { class: 'sub' }, row.confidence ? `${row.confidence} confidence` : 'no score')] },
  { key: 'account_owner', title: 'Owner', value: (row) => row.account_owner, cell: (row) => row.account_owner || h('span', { class: 'quiet' }, 'Nobody') },
];

function scoreCell(row, seen) {
  if (row.health_score === null) return h('span', { class: 'quiet' }, '–');
  return h('span', { class: 'score' }, h('b', {}, fmt.score(row.health_score)), rangeBar(row, seen));
}
function changeMark(change) {
  if (change === null || change === undefined) return h('span', { class: 'quiet' }, '–');
  if (change === 0) return h('span', { class: 'quiet' }, '0.0');
  const way = change > 0 ? 'up' : 'down';
  return h('span', { class: `change ${way}` }, s('svg', { class: 'arrow', viewBox: '0 0 8 8', 'aria-hidden': 'true' }, s('path', { d: change > 0 ? 'M4 1 7.5 7h-7z' : 'M4 7 .5 1h7z' })), fmt.signed(change));
}
function renewalCell(row) {
  if (!row.renews_on) return h('span', { class: 'quiet' }, '–');
  const away = row.renewsIn === 0 ? 'today' : row.renewsIn > 0 ? `in ${plural(row.renewsIn, 'day')}` : `${plural(-row.renewsIn, 'day')} ago`;
  return [h('span', {}, fmt.date(row.renews_on)), h('span', { class: `sub ${row.renewsIn >= 0 && row.renewsIn <= 30 ? 'soon' : ''}` }, away)];
}

function headerCell(column) {
  const kind = [column.isNumber && 'number', column.isWide && 'wide'].filter(Boolean).join(' ');
  const isSorted = state.sort === column.key;
  if (column.isFixed) return h('th', { scope: 'col', role: 'columnheader', class: kind }, column.title);
  return h('th', { scope: 'col', role: 'columnheader', class: kind, 'aria-sort': isSorted ? (state.isDown ? 'descending' : 'ascending') : 'none' },
    h('button', { type: 'button', id: `sort-${column.key}`, onclick: () => change({ sort: column.key, isDown: isSorted ? !state.isDown : false }) },
      h('span', {}, column.title), h('span', { class: 'way', 'aria-hidden': 'true' }, isSorted ? (state.isDown ? '↓' : '↑') : '↕')));
}
function bodyRow(row, seen) {
  return h('tr', { role: 'row', 'data-band': row.health_band }, COLUMNS.map((column, index) =>
    h(index ? 'td' : 'th', { role: index ? 'cell' : 'rowheader', scope: index ? null : 'row', class: [column.isNumber && 'number', column.isWide && 'wide', `of-${column.key}`].filter(Boolean).join(' '), 'data-title': column.title },
      column.cell(row, seen))));
}
function accountTable(rows, seen) {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  state.page = Math.min(state.page, pages - 1);
  const shown = rows.slice(state.page * PAGE_SIZE, (state.page + 1) * PAGE_SIZE);
  if (!rows.length) {
    return empty('No account fits', 'Nothing matches all the filters together.', h('button', { type: 'button', onclick: () => change(structuredClone(START)) }, 'Clear filters'));
  }
  return [
    h('div', { class: 'scroll' }, h('table', { class: 'list', role: 'table' },
      h('caption', { class: 'unseen' }, 'Accounts and their scores; the headers sort'),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, COLUMNS.map(headerCell))),
      h('tbody', { role: 'rowgroup' }, shown.map((row) => bodyRow(row, seen))))),
    pages > 1 && pager(rows.length, pages)];
}
function pager(count, pages) {
  const first = state.page * PAGE_SIZE + 1;
  const turn = (step) => { change({ page: state.page + step }, true); byId('list').scrollIntoView(); };
  return h('nav', { class: 'pager', 'aria-label': 'Pages of the list' },
    h('button', { type: 'button', id: 'page-back', disabled: state.page === 0, onclick: () => turn(-1) }, '← Previous'),
    h('span', {}, `${fmt.count(first)}–${fmt.count(Math.min(count, first + PAGE_SIZE - 1))} of ${fmt.count(count)}`),
    h('button', { type: 'button', id: 'page-on', disabled: state.page >= pages - 1, onclick: () => turn(1) }, 'Next →'));
}

const CSV = ['account_id', 'account_name', 'segment', 'industry', 'region', 'account_owner', 'lifecycle_stage', 'health_score', 'health_band', 'score_low', 'score_high', 'score_change',
  'trend', 'coverage', 'confidence', 'arr', 'arr_at_risk', 'currency', 'renews_on', 'is_overridden', 'override_reason', 'override_owner', 'override_expires_on', 'top_risk_1', 'top_risk_2',
  'top_risk_3', 'recommended_play', 'play_owner'];
function csvRows(rows) {
  const columns = CSV.filter((column) => column === 'account_id' || rows.some((row) => row[column] !== undefined));
  return [[...columns, 'objective', 'as_of_date'], ...rows.map((row) => [...columns.map((column) => (column === 'account_id' ? row.id : row[column])), state.objective, asOf])];
}
function download() {
  const seen = view(state.objective);
  const rows = sorted(filtered(seen), seen);
  saveCsv(`${content.company}_${state.objective}_${asOf}.csv`, csvRows(rows));
  say(`${plural(rows.length, 'account')} written to a CSV file.`);
}
