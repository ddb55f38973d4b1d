// What is shown of the list. The address keeps it, so that a filtered list can be bookmarked or sent.
const NONE = '(none)';
const SELECTS = [
  ['segment', 'Segment'],
  ['industry', 'Industry'],
  ['account_owner', 'Owner'],
];
const WINDOWS = [
  ['', 'Any renewal'],
  ['30', 'Renews within 30 days'],
  ['60', 'Renews within 60 days'],
  ['90', 'Renews within 90 days'],
  ['180', 'Renews within 180 days'],
  ['none', 'No renewal date'],
];
const MOVES = [
  ['', 'Any movement'],
  ['fell', 'Score fell'],
  ['rose', 'Score rose'],
  ['band', 'Changed band'],
];
const START = { q: '', bands: [], segment: '', industry: '', account_owner: '', renewal: '', movement: '' };
const state = { objective: objectives[0].objective_key, since: compare[0], by: 'accounts', sort: 'health_score', isDown: false, page: 0, ...structuredClone(START) };

const isFiltered = () => Object.entries(START).some(([key, value]) => String(state[key]) !== String(value));
const valueFor = (row, key) => row[key] || NONE;

function inWindow(row) {
  if (state.renewal === '') return true;
  if (state.renewal === 'none') return row.renewsIn === null;
  return row.renewsIn !== null && row.renewsIn >= 0 && row.renewsIn <= Number(state.renewal);
}
function hasMoved(row) {
  if (state.movement === '') return true;
  if (state.movement === 'band') return hasChangedBand(row);
  const change = changeSince(row, state.since);
  return change !== null && (state.movement === 'fell' ? change < 0 : change > 0);
}
function hasChangedBand(row) {
  const before = bandAt(row, state.since);
  return before !== null && before !== undefined && before !== row.health_band;
}
function passes(row, terms, isAnyBand) {
  return (isAnyBand || !state.bands.length || state.bands.includes(row.health_band))
    && SELECTS.every(([key]) => !state[key] || valueFor(row, key) === state[key])
    && inWindow(row) && hasMoved(row) && terms.every((term) => row.text.includes(term));
}
function filtered(seen, isAnyBand) {
  const terms = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  return seen.rows.filter((row) => passes(row, terms, isAnyBand));
}

// Order: accounts without the value always last, equal ones by name, so that the list never jumps.
const names = new Intl.Collator('en', { numeric: true });
function sorted(rows, seen) {
  const column = COLUMNS.find((each) => each.key === state.sort) || COLUMNS[0];
  const keyed = rows.map((row) => [column.value(row, seen), row]);
  const way = state.isDown ? -1 : 1;
  const isNone = (value) => value === null || value === undefined || value === '';
  keyed.sort(([one, first], [other, second]) => {
    if (isNone(one) || isNone(other)) return isNone(one) - isNone(other) || names.compare(first.name, second.name);
    const order = typeof one === 'number' ? one - other : names.compare(one, other);
    return order * way || names.compare(first.name, second.name) || names.compare(first.id, second.id);
  });
  return keyed.map(([, row]) => row);
}

const KEPT = ['objective', 'since', 'q', 'segment', 'industry', 'account_owner', 'renewal', 'movement', 'sort'];
function listAddress() {
  const said = new URLSearchParams();
  for (const key of KEPT) if (state[key] && state[key] !== defaults[key]) said.set(key, state[key]);
  if (state.bands.length) said.set('bands', state.bands.join(','));
  if (state.isDown) said.set('down', '1');
  return `#/${String(said) ? `?${said}` : ''}`;
}
const defaults = { ...state };
let lastRead = null;
function readAddress(text) {
  if (text !== lastRead) state.page = 0;
  lastRead = text;
  const said = new URLSearchParams(text);
  Object.assign(state, structuredClone(START), { sort: defaults.sort, isDown: said.get('down') === '1', since: defaults.since });
  for (const key of KEPT) if (said.has(key)) state[key] = said.get(key);
  if (!content.scores[state.objective]) state.objective = defaults.objective;
  if (!compare.includes(state.since)) state.since = defaults.since;
  state.bands = (said.get('bands') || '').split(',').filter(Boolean);
}

function selectOf(label, key, options) {
  return h('label', { class: `pick ${state[key] ? 'is-set' : ''}` }, h('span', { class: 'unseen' }, label),
    h('select', { id: `pick-${key}`, onchange: (event) => change({ [key]: event.target.value }) },
      options.map(([value, text]) => h('option', { value, selected: value === state[key] }, text))));
}
function optionsFor(seen, key, label) {
  const values = [...new Set(seen.rows.map((row) => valueFor(row, key)))].sort(names.compare);
  const isCode = key !== 'account_owner';
  return [['', `Any ${label.toLowerCase()}`], ...values.map((value) => [value, value === NONE ? `No ${label.toLowerCase()}` : isCode ? words(value) : value])];
}
function filterBar(seen) {
  let waiting;
  const search = h('input', { type: 'search', id: 'search', placeholder: 'Search name, id or owner', autocomplete: 'off', 'aria-label': 'Search accounts', value: state.q,
    oninput: (event) => { clearTimeout(waiting); waiting = setTimeout(() => change({ q: event.target.value.trim() }), 80); } });
  return h('search', { class: 'filters', 'aria-label': 'Filter accounts' }, search,
    SELECTS.map(([key, label]) => selectOf(label, key, optionsFor(seen, key, label))),
    selectOf('Renewal window', 'renewal', WINDOWS), selectOf('Movement', 'movement', MOVES), sortPick(),
    h('button', { type: 'button', class: 'quiet-button', id: 'reset', hidden: !isFiltered(), onclick: () => { byId('search').value = ''; change(structuredClone(START)); } }, 'Clear filters'));
}
