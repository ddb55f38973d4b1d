// How the score works: drawn from the rows of the rulebook that computed it. No number is written here.
const SHAPE_WORDS = { increasing: 'more', decreasing: 'less', non_monotone: 'neither too little nor too much' };
const BASIS = { absolute: 'nothing: taken as it is', own_baseline: 'the account\u2019s own past', peer: 'similar accounts' };
const UNIT_WORDS = { ratio: 'share, in percent', 'hours (negated)': 'hours', '0 or 1': 'yes or no', '0, 0.5 or 1': 'covered, partly or nobody' };
const NOTHING = { zero: 'Nothing on record counts as zero.', age: 'Nothing on record counts from the first paid day.', answer: 'Nothing on record means: not measured.' };
const STATUS = { champion: 'in force', challenger: 'on trial, never published', draft: 'draft, never published', retired: 'retired' };
const shown = { version: null, scorecard: null };

const scorecardsOf = (version) => ofVersion('scorecards', version);
const isForAll = (card) => !card.segment && !card.industry && !card.lifecycle_stage;
function scorecardText(card) {
  if (isForAll(card)) return 'Everybody else';
  return [card.segment && `segment ${words(card.segment)}`, card.industry && `industry ${words(card.industry)}`, card.lifecycle_stage && `stage ${words(card.lifecycle_stage)}`].filter(Boolean).join(', ');
}
function curveOf(version, scorecard, measure) {
  const own = (key) => rulebook.curves.filter((point) => point.model_version === version && point.scorecard_key === key && point.measure_key === measure);
  const found = own(scorecard);
  return found.length ? found : own((scorecardsOf(version).find(isForAll) || {}).scorecard_key);
}
const weightsOf = (version, scorecard) => rulebook.resolved_weights.filter((row) => row.model_version === version && row.scorecard_key === scorecard);

function bandsSection(version) {
  const bands = ofVersion('health_bands', version);
  const seen = { bands: bands.map((band) => ({ ...band, key: band.health_band, isScored: true })), bandOf: new Map(bands.map((band) => [band.health_band, { ...band, key: band.health_band, name: words(band.health_band), isScored: true }])) };
  const top = bands[bands.length - 1];
  return section('Bands', 'A score falls into one band; its lower bound belongs to it.', h('ol', { class: 'scale' }, bands.map((band) =>
    h('li', { 'data-band': band.health_band, style: { 'flex-grow': String(band.upper_bound - band.lower_bound) } }, bandMark(band.health_band, seen),
      h('span', { class: 'bounds' }, `${fmt.number(band.lower_bound)} – ${band === top ? '' : 'under '}${fmt.number(band.upper_bound)}`), band.counts_as_at_risk && h('span', { class: 'sub' }, 'counts as at risk')))));
}
function factorTable(version) {
  const cards = scorecardsOf(version);
  const share = (card, factor) => { const row = weightsOf(version, card.scorecard_key).find((each) => each.factor_key === factor.factor_key); return row ? row.factor_weight : 0; };
  const most = Math.max(...cards.flatMap((card) => rulebook.factors.map((factor) => share(card, factor))), 0.01);
  const cell = (value) => h('td', { class: 'share' }, h('span', { class: 'share-in' }, h('span', { class: 'number' }, value ? fmt.percent(value, 1) : '–'), h('span', { class: 'share-bar', 'aria-hidden': 'true' }, h('span', { style: { width: `${(value / most) * 100}%` } }))));
  return section('Factors and their weight', cards.length > 1 ? 'Who an account is decides which weights hold; the first column that fits counts.' : 'The same weights hold for every account.',
    h('div', { class: 'scroll' }, h('table', { class: 'plain weights' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Factor'), cards.map((card) => h('th', { scope: 'col' }, words(card.scorecard_key), h('span', { class: 'sub' }, scorecardText(card)))))),
      h('tbody', {}, rulebook.factors.map((factor) => h('tr', {}, h('th', { scope: 'row' }, factor.factor_name, h('span', { class: 'sub' }, factor.question)), cards.map((card) => cell(share(card, factor)))))))));
}
function measureCard(measure, weight, rule, points) {
  const limit = rulebook.weight_limits.find((each) => each.measure_key === measure.measure_key);
  const needs = [measure.needs_seats && 'a known number of seats', measure.min_tenure_days > 0 && `${plural(measure.min_tenure_days, 'day')} as a customer`].filter(Boolean);
  return h('li', { class: 'measure' }, h('div', { class: 'measure-head' }, h('h4', {}, measure.measure_name), h('span', { class: 'weight' }, weight.nominal_weight ? fmt.percent(weight.nominal_weight, 2) : 'no weight')),
    h('p', { class: 'question' }, measure.question),
    points.length ? curveChart(points, rule.basis === 'peer' ? 'percentile among peers' : measure.unit) : null,
    h('dl', { class: 'small' }, fact('Unit', UNIT_WORDS[measure.unit] || measure.unit), fact('Better is', SHAPE_WORDS[rule.curve_shape] || words(rule.curve_shape)), fact('Compared to', BASIS[rule.basis] || words(rule.basis)), fact('Valid for', plural(rule.validity_days, 'day')),
      fact('If missing', POLICIES[rule.missing_policy] || words(rule.missing_policy)), fact('Owner', measure.owner)),
    h('p', { class: 'sub' }, NOTHING[measure.nothing_found] || '', needs.length ? ` Needs ${needs.join(' and ')}.` : '', limit ? ` Never more than ${fmt.percent(limit.max_nominal_weight)} of a score: ${limit.reason}` : ''));
}
function measuresSection(version) {
  const cards = scorecardsOf(version);
  const weights = new Map(weightsOf(version, shown.scorecard).map((row) => [row.measure_key, row]));
  const rules = new Map(ofVersion('measure_rules', version).map((row) => [row.measure_key, row]));
  const groups = rulebook.factors.map((factor) => {
    const own = rulebook.measures.filter((measure) => measure.factor_key === factor.factor_key && weights.has(measure.measure_key) && rules.has(measure.measure_key))
      .sort((one, other) => weights.get(other.measure_key).nominal_weight - weights.get(one.measure_key).nominal_weight);
    const share = own.length ? weights.get(own[0].measure_key).factor_weight : 0;
    return own.length ? [h('h3', {}, factor.factor_name, h('span', { class: 'quiet' }, ` ${share ? fmt.percent(share) : 'no weight'}`)), h('ul', { class: 'measures' }, own.map((measure) => measureCard(measure, weights.get(measure.measure_key), rules.get(measure.measure_key), curveOf(version, shown.scorecard, measure.measure_key))))] : [];
  });
  return section('Measures and their curves', 'A curve turns what was measured (left to right) into a score (bottom to top). The percentage is the share in the whole score.',
    cards.length > 1 && h('div', { class: 'pick-row' }, h('span', {}, 'Weights and curves for'), choice('Scorecard', cards.map((card) => [card.scorecard_key, words(card.scorecard_key)]), shown.scorecard, (key) => { shown.scorecard = key; redraw(); })), groups);
}
function limitsSection(version) {
  const rows = ofVersion('score_exceptions', version);
  const text = (row) => `${measureName(row.measure_key)} ${row.operator} ${inUnit(row.threshold, (measures.get(row.measure_key) || {}).unit || '')}`;
  return section('Limits', 'Some facts outweigh an average: they cap or lift a score whatever the measures say.', rows.length ? h('table', { class: 'plain' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'When'), h('th', { scope: 'col' }, 'Then'), h('th', { scope: 'col' }, 'Why'))),
    h('tbody', {}, rows.map((row) => h('tr', {}, h('th', { scope: 'row' }, text(row)), h('td', {}, `${row.direction === 'cap' ? 'at most' : 'at least'} ${fmt.number(row.limit_score)}`), h('td', {}, row.reason))))) : empty('No limits', 'This version has none.'));
}
function termsSection(version) {
  const model = models.get(version);
  const level = (row) => [row.min_coverage > 0 && `${fmt.percent(row.min_coverage)} measured or more`, row.min_tenure_days > 0 && `${plural(row.min_tenure_days, 'day')} as a customer`].filter(Boolean).join(' and ') || 'otherwise';
  const stage = (row) => [row.tenure_below_days && `less than ${plural(row.tenure_below_days, 'day')} as a customer`, row.renewal_within_days && `renewal within ${plural(row.renewal_within_days, 'day')}`].filter(Boolean).join(' and ') || 'otherwise';
  const trends = ofVersion('trend_labels', version);
  const slope = (row) => (row.min_slope === null ? 'otherwise' : `at least ${fmt.signed(row.min_slope, 2)} points a week`);
  return section('When there is a score, and how sure it is', null, h('div', { class: 'terms' },
    term('Score', [['Too new', `less than ${plural(model.grace_days, 'day')} as a customer`], ['Not enough data', `less than ${fmt.percent(model.min_coverage)} of the weight measured`], ['Similar accounts', `same industry and segment; wider where fewer than ${fmt.count(model.min_cohort)}`]]),
    term('Confidence', ofVersion('confidence_levels', version).map((row) => [words(row.confidence), level(row)])),
    term('Stage', ofVersion('lifecycle_stages', version).map((row) => [words(row.lifecycle_stage), stage(row)])),
    trends.length ? term('Trend', trends.map((row) => [words(row.trend_label), slope(row)])) : null));
}
const term = (title, rows) => h('div', {}, h('h3', {}, title), h('dl', { class: 'small' }, rows.map(([name, text]) => fact(name, text))));
function missingSection(version) {
  const rules = ofVersion('measure_rules', version);
  const rows = Object.entries(POLICIES).map(([policy, text]) => [policy, text, rules.filter((rule) => rule.missing_policy === policy).map((rule) => measureName(rule.measure_key))]).filter(([, , own]) => own.length);
  return section('When something is not measured', 'Unknown is never counted as good, and what does not apply never counts at all.', h('dl', { class: 'policies' }, rows.map(([, text, own]) => h('div', {}, h('dt', {}, sentence(text.charAt(0).toUpperCase() + text.slice(1))), h('dd', {}, own.join(', '))))));
}
function versionsSection(objectiveKey) {
  const rows = rulebook.scoring_models.filter((model) => model.objective_key === objectiveKey);
  return section('Versions', 'A version that was published never changes; a new one gets a new name.', h('ol', { class: 'versions' }, rows.map((model) => {
    const approvals = ofVersion('model_approvals', model.model_version).map((row) => `${row.approved_by} (${fmt.date(row.approved_on)})`);
    const span = model.valid_from ? `from ${fmt.date(model.valid_from)}${model.valid_to ? ` until ${fmt.date(model.valid_to)}` : ''}` : model.shadow_from ? `computed beside the others from ${fmt.date(model.shadow_from)}` : '';
    return h('li', {}, h('p', {}, h('b', {}, model.model_version), h('span', { class: 'tag' }, STATUS[model.status] || model.status), h('span', { class: 'quiet' }, ` ${span}`)), h('p', {}, model.change_note),
      h('p', { class: 'sub' }, `Expected: ${model.expected_effect || 'not said'} By ${model.author}.${approvals.length ? ` Approved by ${approvals.join(', ')}.` : ' Not approved.'}`));
  })));
}
function rules() {
  const seen = view(state.objective);
  const versions = rulebook.scoring_models.filter((model) => model.objective_key === seen.key);
  if (!versions.some((model) => model.model_version === shown.version)) shown.version = seen.version;
  const cards = scorecardsOf(shown.version);
  if (!cards.some((card) => card.scorecard_key === shown.scorecard)) shown.scorecard = (cards.find(isForAll) || cards[0]).scorecard_key;
  const inScore = new Set(weightsOf(shown.version, shown.scorecard).filter((row) => row.nominal_weight > 0).map((row) => row.measure_key));
  const pick = versions.length > 1 && choice('Version', versions.map((model) => [model.model_version, `${model.model_version} · ${STATUS[model.status] || model.status}`]), shown.version, (version) => { shown.version = version; redraw(); });
  byId('main').replaceChildren(
    h('div', { class: 'intro' }, h('div', {}, h('h1', {}, 'How the score works'), h('p', { class: 'lead' }, `${seen.objective.question} ${plural(inScore.size, 'measure')} in ${plural(new Set([...inScore].map((key) => measures.get(key).factor_key)).size, 'factor')} answer. Each measure gets a score from its curve; the score of an account is their weighted mean, then limits and scores set by hand apply. Every number on this page is read from the rules that computed the scores.`))),
    ...[pick, bandsSection(shown.version), factorTable(shown.version), measuresSection(shown.version), limitsSection(shown.version), missingSection(shown.version), termsSection(shown.version), versionsSection(seen.key)].filter(Boolean));
}
