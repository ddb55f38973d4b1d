// Which page is shown: '#/' all owners, '#<name of an owner>' one of them.
function chosen() {
  const said = location.hash.replace(/^#/, '');
  if (said === '' || said === '/' || said === 'main') return null;
  try {
    return decodeURIComponent(said);
  } catch {
    return said;
  }
}
const tile = (title, figure, line, isBad) => h('div', { class: 'tile' }, h('h3', {}, title), h('p', { class: `figure ${isBad ? 'bad' : ''}` }, figure), h('p', { class: 'line' }, line));
function tiles() {
  const known = (severity) => { const count = ofSeverity(all.filter((finding) => finding.is_hushed), severity).length; return count > 0 && `${fmt.count(count)} more ${count === 1 ? 'is' : 'are'} known`; };
  const [critical, warnings, late] = [ofSeverity(loud, 'critical'), ofSeverity(loud, 'warning'), overdue(loud)];
  const next = nextDue(loud.filter((finding) => !finding.is_overdue));
  const on = sources.filter((row) => row.status !== 'off');
  const stale = on.filter((row) => row.status !== 'fresh');
  const above = on.filter((row) => row.reject_budget !== null && row.reject_share > row.reject_budget);
  return h('section', { class: 'tiles', 'aria-label': 'In short' },
    tile('Critical', fmt.count(critical.length), [critical.length ? 'each blocks the release' : known('critical') ? 'nothing new blocks the release' : lastRun.skipped ? 'among what was reached' : 'nothing blocks the release', known('critical')].filter(Boolean).join('; '), critical.length),
    tile('Warnings', fmt.count(warnings.length), ['reported, do not block', known('warning')].filter(Boolean).join('; ')),
    tile('Overdue', fmt.count(late.length), next ? `next due ${fmt.date(next)}` : `nothing ${late.length ? 'else ' : ''}is due`, late.length),
    tile('Late sources', fmt.count(stale.length), `of ${plural(on.length, 'source')} switched on`),
    tile('Rows turned away', fmt.count(sum(on, 'quarantined_rows')), above.length ? `${plural(above.length, 'table')} above its budget` : `of ${fmt.count(sum(on, 'landed_rows'))}, all within budget`));
}
function verdict() {
  if (!isRecorded) return 'No run of the checks has been recorded yet';
  if (lastRun.critical) return `Blocked: ${plural(lastRun.critical, 'critical check')} failed`;
  if (lastRun.skipped) return `The last run stopped: ${plural(lastRun.skipped, 'check')} were not reached`;
  const critical = ofSeverity(loud, 'critical').length;
  if (loud.length) return `${plural(loud.length, 'thing')} to repair, ${critical ? `${critical} of them critical` : 'none of which blocks the release'}`;
  return all.some((finding) => finding.is_hushed) ? 'Nothing to do: what fails is known' : 'Nothing to do: every check passed';
}
function lead() {
  const ran = lastRun.started_at ? `Run of ${fmt.date(lastRun.started_at.slice(0, 10))}, ${lastRun.started_at.slice(11, 16)} UTC, on data as of ${fmt.date(lastRun.as_of_date)}: ` : '';
  const counts = ran && `${fmt.count(lastRun.passed)} checks passed, ${fmt.count(lastRun.critical + lastRun.warning)} failed${lastRun.skipped ? `, ${fmt.count(lastRun.skipped)} not reached` : ''}${lastRun.not_evaluated ? `, ${fmt.count(lastRun.not_evaluated)} not evaluated` : ''}. `;
  return `${ran}${counts}${content.release ? `Readers see release ${content.release}.` : 'There is no release yet.'}`;
}
function openAll(event) {
  const isOpening = event.target.getAttribute('aria-pressed') !== 'true';
  for (const each of document.querySelectorAll('.finding')) each.open = isOpening;
  event.target.setAttribute('aria-pressed', isOpening);
  event.target.textContent = isOpening ? 'Close all' : 'Open all';
}
const openButton = (rows) => rows.length > 0 && h('button', { type: 'button', 'aria-pressed': 'false', onclick: openAll }, 'Open all');
function missingNote() {
  const missing = content.not_measured;
  return missing.length > 0 && note(`Not measured in this build file: ${missing.join(', ')}. What they would say is missing from this page.`);
}
function everybody() {
  return [
    h('div', { class: 'intro' }, h('div', {}, h('h1', {}, verdict()), h('p', { class: 'lead' }, lead())), openButton(all)),
    tiles(), missingNote(), loud.length > 0 && ownerTable(), owners.filter((owner) => owner.findings.length).map(ownerCard), calmCard(owners.filter((owner) => !owner.findings.length))];
}
function oneOwner(name) {
  const owner = owners.find((each) => each.name === name);
  const back = h('p', { class: 'crumbs' }, h('a', { href: '#/' }, '← All owners'));
  if (!owner) return [back, empty(`No owner is called ${name}`, 'The list of owners has everybody who answers for a check or a source.')];
  const open = toDo(owner);
  const said = open.length ? `${plural(open.length, 'thing')} to repair${overdue(open).length ? `, ${overdue(open).length} of them overdue` : ''}` : 'nothing to do';
  return [back, h('div', { class: 'intro' }, h('div', {}, h('h1', {}, `${owner.name}: ${said}`), h('p', { class: 'lead' }, lead())), openButton(owner.findings)), ownerCard(owner)];
}
function drawTop() {
  byId('top').replaceChildren(h('div', { class: 'top-in' },
    h('a', { class: 'brand', href: '#/' }, brandMark(), h('span', {}, 'Account health'), h('span', { class: 'company' }, words(content.company))),
    h('nav', { class: 'tabs', 'aria-label': 'Pages' }, content.report && h('a', { href: content.report }, 'Accounts'), content.report && h('a', { href: `${content.report}#/how` }, 'How the score works'), h('a', { href: '#/', 'aria-current': 'page' }, 'Data quality')), themeButton()));
}
let isFirst = true;
function go() {
  if (location.hash === '#main') return;
  const name = chosen();
  byId('main').replaceChildren(...[name === null ? everybody() : oneOwner(name)].flat(Infinity).filter(Boolean));
  document.title = `${name === null ? 'Data quality' : name} · Account health: ${content.company}`;
  if (!isFirst) {
    scrollTo(0, 0);
    byId('main').focus({ preventScroll: true });
    say(document.title);
  }
  isFirst = false;
}
startTheme();
drawTop();
byId('foot').replaceChildren(h('p', {}, `Written on ${fmt.date(content.written_on)}. Personal data is masked. This file is complete: it loads nothing from anywhere.`));
addEventListener('hashchange', go);
document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); byId('main').focus(); });
go();
