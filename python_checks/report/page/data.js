// The data of the page: read once, shaped once per objective, never changed.
const content = JSON.parse(byId('content').textContent);
const { rulebook, dates, compare, release } = content;
const asOf = release.as_of_date || dates[dates.length - 1];
const currency = (content.accounts.currency || [])[0] || 'USD';
fmt.money = (() => { const format = currencyFormat(currency, { maximumFractionDigits: 0 }); return (value) => minus(format.format(value)); })();
fmt.shortMoney = (() => {
  const format = currencyFormat(currency, { notation: 'compact', maximumFractionDigits: 1 });
  return (value) => minus(format.format(value));
})();

const objectives = rulebook.objectives.filter((objective) => content.scores[objective.objective_key]);
const indexOf = (rows, key) => new Map(rows.map((row) => [row[key], row]));
const measures = indexOf(rulebook.measures, 'measure_key');
const factors = indexOf(rulebook.factors, 'factor_key');
const models = indexOf(rulebook.scoring_models, 'model_version');
const ofVersion = (table, version) => rulebook[table].filter((row) => row.model_version === version);
const measureName = (key) => (measures.get(key) || { measure_name: words(key) }).measure_name;

function unpacked(runs) {
  const values = [];
  for (let i = 0; i < (runs || []).length; i += 2) for (let n = 0; n < runs[i + 1]; n += 1) values.push(runs[i]);
  return values;
}

// Bands: the scored ones from worst to best, as the version in force has them; then whatever else the accounts carry.
const UNSCORED = { too_new: 'Too new', insufficient_data: 'Not enough data' };
const views = new Map();
function view(objectiveKey) {
  if (!views.has(objectiveKey)) views.set(objectiveKey, makeView(objectiveKey));
  return views.get(objectiveKey);
}
function makeView(objectiveKey) {
  const table = content.scores[objectiveKey];
  const version = champion(objectiveKey, table);
  const bands = ofVersion('health_bands', version).map((band) => ({ ...band, key: band.health_band, name: words(band.health_band), isScored: true }));
  const known = new Set(bands.map((band) => band.key));
  const others = [...new Set(table.health_band)].filter((key) => key && !known.has(key)).sort();
  const all = [...bands, ...others.map((key) => ({ key, name: UNSCORED[key] || words(key), isScored: false, counts_as_at_risk: false }))];
  const bandOf = new Map(all.map((band, order) => [band.key, { ...band, order }]));
  const rows = content.ids.map((id, index) => makeRow(table, id, index)).filter((row) => row.health_band);
  return { key: objectiveKey, objective: objectives.find((each) => each.objective_key === objectiveKey), table, version, bands, all: [...bandOf.values()], bandOf, rows };
}
function champion(objectiveKey, table) {
  const counts = new Map();
  for (const version of table.model_version) if (version) counts.set(version, (counts.get(version) || 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]).map(([version]) => version)[0];
}
function makeRow(table, id, index) {
  const row = { id, index };
  for (const [column, values] of Object.entries(content.accounts)) row[column] = values[index];
  for (const [column, values] of Object.entries(table)) row[column] = values[index];
  row.name = row.account_name || id;
  row.text = [row.name, id, row.account_owner, row.industry, row.segment, row.region].join('\n').toLowerCase();
  row.renewsIn = row.renews_on ? day(row.renews_on) - day(asOf) : null;
  return row;
}

// The change since a date: the published one for the grid date before, else read from the history.
function changeSince(row, since) {
  if (row.health_score === null) return null;
  if (since === compare[0] && row.score_change !== undefined) return row.score_change;
  const before = row.scores[dates.indexOf(since)];
  return before === null || before === undefined ? null : Math.round((row.health_score - before) * 10) / 10;
}
const bandAt = (row, date) => unpackedOf(row, 'bands')[dates.indexOf(date)];
const arrAt = (row, date) => unpackedOf(row, 'arrs')[dates.indexOf(date)];
function unpackedOf(row, column) {
  const kept = `all_${column}`;
  if (!row[kept]) row[kept] = unpacked(row[column]);
  return row[kept];
}

// Details are parsed when an account is opened, a hundred accounts at a time.
const chunks = new Map();
function detailsOf(row, objectiveKey) {
  const number = Math.floor(row.index / content.chunk);
  if (!chunks.has(number)) chunks.set(number, JSON.parse(byId(`chunk-${number}`).textContent));
  return chunks.get(number)[row.index % content.chunk][objectiveKey] || {};
}
const before = (days) => new Date((day(asOf) - days) * 864e5).toISOString().slice(0, 10);
function driversOf(row, objectiveKey) {
  return (detailsOf(row, objectiveKey).drivers || []).map(([measure, code, value, score, contribution, lost, isImputed, age]) => ({
    measure: content.measure_keys[measure], state: content.states[code], value, score, contribution, lost, isImputed: isImputed === 1,
    observedOn: age === null ? null : before(age) }));
}
const limitsOf = (row, objectiveKey) =>
  (detailsOf(row, objectiveKey).limits || []).map(([kind, name, points]) => ({ kind, name, contribution: Number(points) }));
const movesOf = (row, objectiveKey) => {
  const { moves } = detailsOf(row, objectiveKey);
  return moves && (moves[compare.indexOf(state.since)] || []).map(([part, measure, points]) => [part, measure === null ? null : content.measure_keys[measure], points]);
};
