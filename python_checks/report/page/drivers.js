// What the score is made of: points each measure gives and takes, and what could not be measured.
const STATES = { missing: 'Nothing on record', stale: 'Out of date', not_applicable: 'Does not apply' };
const POLICIES = {
  redistribute: 'left out; the other measures share its weight',
  cohort_median: 'estimated by the middle of comparable accounts',
  neutral: 'counted as neither good nor bad',
  worst: 'counted as the worst',
};

function pointsBar(driver, most) {
  const whole = (driver.contribution || 0) + (driver.lost || 0);
  const share = (value) => `${Math.max(0, (value / most) * 100)}%`;
  return h('span', { class: 'points-bar', 'aria-hidden': 'true' },
    h('span', { class: 'won', style: { width: share(driver.contribution || 0) } }), h('span', { class: 'lost', style: { width: share(whole - (driver.contribution || 0)) } }));
}
function driverRow(driver, most) {
  const measure = measures.get(driver.measure) || {};
  const whole = driver.contribution + driver.lost;
  return h('tr', {},
    h('th', { scope: 'row' }, measureName(driver.measure), driver.isImputed && h('span', { class: 'tag' }, 'estimated'), h('span', { class: 'sub' }, measure.question)),
    h('td', { class: 'number' }, driver.isImputed ? '–' : inUnit(driver.value, measure.unit || ''), driver.observedOn && !driver.isImputed && driver.observedOn !== asOf && h('span', { class: 'sub' }, fmt.date(driver.observedOn))),
    h('td', { class: 'number' }, fmt.number(driver.score, 0)),
    h('td', { class: 'points' }, pointsBar(driver, most)),
    h('td', { class: 'number' }, h('b', {}, fmt.score(driver.contribution)), h('span', { class: 'quiet' }, ` of ${fmt.score(whole)}`)),
    h('td', { class: 'number' }, driver.lost >= 0.05 ? h('span', { class: 'bad' }, fmt.signed(-driver.lost)) : h('span', { class: 'quiet' }, '0.0')));
}
function factorRows(counted, most) {
  return [...factors.values()].flatMap((factor) => {
    const own = counted.filter((driver) => (measures.get(driver.measure) || {}).factor_key === factor.factor_key).sort((one, other) => other.lost - one.lost);
    if (!own.length) return [];
    const [won, lost] = [sum(own, (driver) => driver.contribution), sum(own, (driver) => driver.lost)];
    return [h('tr', { class: 'factor' },
      h('th', { scope: 'rowgroup', colspan: 2 }, factor.factor_name, h('span', { class: 'sub' }, factor.question)),
      h('td', { class: 'number' }, won + lost ? fmt.number((100 * won) / (won + lost), 0) : '–'), h('td', {}),
      h('td', { class: 'number' }, h('b', {}, fmt.score(won)), h('span', { class: 'quiet' }, ` of ${fmt.score(won + lost)}`)),
      h('td', { class: 'number' }, lost >= 0.05 ? fmt.signed(-lost) : '0.0')), own.map((driver) => driverRow(driver, most))];
  });
}
// Two columns of the table are hidden at this width (account.css).
const isNarrow = () => matchMedia('(max-width: 700px)').matches;
function sumRow(title, points, detail, kind) {
  return h('tr', { class: kind || 'sum' }, h('th', { scope: 'row', colspan: isNarrow() ? 2 : 4 }, title, detail && h('span', { class: 'sub' }, detail)),
    h('td', { class: 'number' }, h('b', {}, points)), h('td', {}));
}
function adjustmentRows(row, seen) {
  return limitsOf(row, seen.key).map((driver) => {
    const isOverride = driver.kind === 'override';
    const detail = isOverride ? `${row.override_owner || 'Somebody'}, until ${fmt.date(row.override_expires_on)}` : 'A rule of the rulebook';
    return sumRow(`${isOverride ? 'Set by hand: ' : 'Limit: '}${plainWords(driver.name)}`, fmt.signed(driver.contribution), detail, 'limit');
  });
}
const isCounted = (driver) => driver.contribution !== null && driver.contribution + driver.lost > 0;

let driverOrder = 'factor';
function driversCard(row, seen) {
  const drivers = driversOf(row, seen.key);
  const counted = drivers.filter(isCounted);
  if (!counted.length) return null;
  const most = Math.max(...counted.map((driver) => driver.contribution + driver.lost));
  const body = h('tbody', {});
  const fillBody = () => body.replaceChildren(...(driverOrder === 'factor' ? factorRows(counted, most).flat() : [...counted].sort((one, other) => other.lost - one.lost).map((driver) => driverRow(driver, most))));
  const pick = h('div', {});
  const drawPick = () => pick.replaceChildren(choice('Order of the measures', [['factor', 'By factor'], ['lost', 'Most lost first']], driverOrder, (order) => { driverOrder = order; fillBody(); drawPick(); pick.querySelector('[aria-pressed=true]').focus(); }));
  fillBody();
  drawPick();
  const total = sum(counted, (driver) => driver.contribution);
  const card = section('What the score is made of', 'Each measure gives points up to its weight; the lighter part of a bar is what it loses.',
    h('div', { class: 'scroll' }, h('table', { class: 'drivers' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Measure'), h('th', { scope: 'col', class: 'number' }, 'Measured'), h('th', { scope: 'col', class: 'number' }, 'Its score'), h('th', { scope: 'col' }, 'Points given and lost'), h('th', { scope: 'col', class: 'number' }, 'Points'), h('th', { scope: 'col', class: 'number' }, 'Lost'))),
      body, h('tfoot', {}, sumRow('Sum of the measures', fmt.score(total)), adjustmentRows(row, seen), row.health_score !== null && sumRow('Published score', fmt.score(row.health_score), null, 'total')))));
  card.querySelector('.card-head').append(pick);
  return card;
}

function requirementsOf(key) {
  const names = rulebook.measure_requirements.filter((each) => each.measure_key === key).map((each) => [each.source_name, each.table_name, each.column_name].filter(Boolean).map(plainWords).join(' '));
  return [...new Set(names)];
}
function whyNot(driver, version) {
  const measure = measures.get(driver.measure) || {};
  const rule = ofVersion('measure_rules', version).find((each) => each.measure_key === driver.measure) || {};
  const policy = POLICIES[rule.missing_policy] || plainWords(rule.missing_policy || '');
  if (driver.state === 'stale') return `Last seen ${fmt.date(driver.observedOn)}; counts for ${plural(rule.validity_days, 'day')}. Now ${policy}.`;
  if (driver.state === 'missing') return `${measure.nothing_found === 'answer' ? 'Nobody has answered or judged' : 'There is nothing to divide by or compare with'}. Now ${policy}.`;
  const needs = [measure.needs_seats && 'a known number of seats', measure.min_tenure_days > 0 && `${plural(measure.min_tenure_days, 'day')} as a customer`, `data of ${requirementsOf(driver.measure).join(', ')}`].filter(Boolean);
  return `Needs ${needs.join(', and ')}. The other measures share its weight.`;
}
function unmeasuredCard(row, seen) {
  const missing = driversOf(row, seen.key).filter((driver) => STATES[driver.state] && weighs(driver.measure, seen.version));
  if (!missing.length) return section('What is not measured', null, empty('Everything that applies is measured', 'Nothing is missing or out of date for this account.'));
  missing.sort((one, other) => Object.keys(STATES).indexOf(one.state) - Object.keys(STATES).indexOf(other.state));
  return section('What is not measured', `${fmt.percent(row.coverage)} of the weight that applies is measured.`, h('ul', { class: 'gaps' }, missing.map((driver) =>
    h('li', {}, h('span', { class: `state ${driver.state}` }, STATES[driver.state]), h('span', {}, h('b', {}, measureName(driver.measure)), h('span', { class: 'sub' }, whyNot(driver, row.model_version)))))));
}
const weighs = (key, version) => rulebook.resolved_weights.some((weight) => weight.model_version === version && weight.measure_key === key && weight.nominal_weight > 0);
