// One owner: what is to be done, then what is known, then what is fine.
// Checks that the last run did not reach passed when they were looked at last.
const unreached = (owner) => owner.fine.filter(([, , , , isOld]) => isOld).length;
function passedText(owner) {
  const old = unreached(owner);
  return `${plural(owner.fine.length, 'check')} passed${old ? `, ${old === owner.fine.length ? 'all' : fmt.count(old)} in an earlier run` : ''}`;
}
function standing(owner) {
  const open = toDo(owner);
  if (!open.length) return isRecorded ? mark('fine', unreached(owner) ? 'Nothing found so far' : 'Nothing to do') : mark('hushed', 'Nothing known');
  const [critical, warnings] = [ofSeverity(open, 'critical').length, ofSeverity(open, 'warning').length];
  return [critical > 0 && mark('critical', `${critical} critical`), warnings > 0 && mark('warning', plural(warnings, 'warning'))];
}
const more = (title, ...inside) => h('details', { class: 'more' }, h('summary', {}, title), inside);
const findings = (rows) => h('div', { class: 'findings' }, rows.map(findingRow));

function fineList(owner) {
  const rows = owner.fine.map(([kind, key, title, table]) => h('tr', {}, h('th', { scope: 'row' }, title, h('span', { class: 'sub' }, key)), h('td', {}, KINDS[kind] || words(kind)), h('td', {}, table || '–')));
  return more(passedText(owner), h('div', { class: 'scroll' }, h('table', { class: 'passed' },
    h('thead', {}, h('tr', {}, ['What would be wrong', 'Kind', 'Judges'].map((text) => h('th', { scope: 'col' }, text)))), h('tbody', {}, rows))));
}
function slaText(owner) {
  const days = [owner.critical_sla_days !== null && `${plural(owner.critical_sla_days, 'day')} for what is critical`, owner.warning_sla_days !== null && `${plural(owner.warning_sla_days, 'day')} for warnings`].filter(Boolean);
  return [owner.channel, days.length ? `repairs within ${days.join(', ')}` : 'no time to repair agreed'].filter(Boolean).join(' · ');
}
function within(owner) {
  return owner.within_budget.length > 0 && more(`${plural(sum(owner.within_budget, 'failing_rows'), 'row')} turned away, within the budget of their tables`, findings(owner.within_budget));
}
function ownerCard(owner) {
  const [open, known] = [owner.findings.filter(isLoud), owner.findings.filter((finding) => !isLoud(finding))];
  const id = `owner-${owners.indexOf(owner)}`;
  return h('section', { class: 'card owner', 'aria-labelledby': id },
    h('div', { class: 'owner-head' }, h('div', {}, h('h2', { id }, h('a', { href: addressOf(owner) }, owner.name)), h('p', { class: 'sub' }, slaText(owner))), h('div', { class: 'owner-standing' }, runColumns(owner), standing(owner))),
    open.length > 0 && findings(open),
    known.length > 0 && [h('h3', {}, 'Known, follows from other checks, or let through for now'), findings(known)],
    owner.sources.length > 0 && [h('h3', {}, 'Sources'), sourceTable(owner)],
    within(owner), owner.fine.length > 0 && fineList(owner));
}
function calmRow(owner) {
  const said = [owner.fine.length && passedText(owner), freshText(owner.sources), owner.within_budget.length && `${plural(sum(owner.within_budget, 'failing_rows'), 'row')} turned away within budget`];
  return h('details', { class: 'calm-owner' },
    h('summary', {}, h('b', {}, owner.name), h('span', { class: 'quiet' }, said.filter(Boolean).join(', ') || 'answers for nothing that is checked'), h('span', {}, standing(owner))),
    h('div', { class: 'calm-body' }, h('p', { class: 'sub' }, slaText(owner)), sourceTable(owner), within(owner), owner.fine.length > 0 && fineList(owner)));
}
function calmCard(calm) {
  if (!calm.length) return null;
  return section(calm.length === owners.length ? 'Everybody' : isRecorded ? 'Nothing to do for' : 'Nothing known for', null, h('div', { class: 'findings' }, calm.map(calmRow)));
}

function ownerTable() {
  const title = (text, isNumber) => h('th', { scope: 'col', class: isNumber ? 'number' : null }, text);
  const rows = owners.filter((owner) => owner.findings.length).map((owner) => {
    const open = toDo(owner);
    const late = overdue(open).length;
    const most = Math.max(0, ...open.map((finding) => finding.touched.arr));
    return h('tr', {},
      h('th', { scope: 'row', class: 'of-owner' }, h('a', { href: addressOf(owner), class: 'name' }, owner.name), h('span', { class: 'sub' }, owner.channel)),
      h('td', { class: 'of-standing' }, h('span', { class: 'owner-standing' }, standing(owner))),
      h('td', { class: 'of-next' }, open.length ? (late ? h('span', { class: 'bad' }, `${late} overdue`) : nextDue(open) ? h('span', {}, fmt.date(nextDue(open)), h('span', { class: 'sub' }, away(nextDue(open)))) : h('span', { class: 'quiet' }, 'no due date')) : h('span', { class: 'quiet' }, '–')),
      h('td', { class: 'number of-most' }, most ? fmt.shortMoney(most) : h('span', { class: 'quiet' }, '–')),
      h('td', { class: 'of-history' }, runColumns(owner)));
  });
  return h('section', { class: 'card flush', 'aria-labelledby': 'owners-title' },
    h('div', { class: 'card-head list-head' }, h('h2', { id: 'owners-title' }, 'Owners, worst first'), h('p', { class: 'hint' }, 'Revenue is that of the check that touches most.')),
    h('div', {}, h('div', { class: 'scroll' }, h('table', { class: 'list owners' },
      h('thead', {}, h('tr', {}, title('Owner'), title('To do'), title('Next due'), title('Revenue touched', true), title(`Failed in the last ${plural(lastRun.days.length, 'run')}`))), h('tbody', {}, rows)))));
}
