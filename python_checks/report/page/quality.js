// What the owners of the data have to repair, in short; the page of the data owners says the rest.
function qualityLine(owner) {
  const said = [owner.critical && `${fmt.count(owner.critical)} critical`, owner.warning && plural(owner.warning, 'warning'), owner.overdue && `${fmt.count(owner.overdue)} overdue`].filter(Boolean);
  return h('tr', {}, h('th', { scope: 'row' }, h('a', { href: `${content.quality.page}#${encodeURIComponent(owner.name)}` }, owner.name)), h('td', {}, said.join(', ')));
}
function qualityCard() {
  const { quality } = content;
  if (!quality) return null;
  const said = quality.owners.length ? `${plural(quality.owners.length, 'owner')} of ${fmt.count(quality.all_owners)} ${quality.owners.length === 1 ? 'has' : 'have'} something to repair.` : quality.is_recorded ? 'No owner has anything to repair.' : 'No run of the checks has been recorded yet.';
  const sources = `${plural(quality.turned_away, 'row')} of the sources turned away, ${quality.late ? `${plural(quality.late, 'source')} late` : 'no source late'}.`;
  return section('Data quality', `${said} ${sources}`, quality.owners.length > 0 && h('table', { class: 'quality' }, h('tbody', {}, quality.owners.map(qualityLine))),
    h('p', { class: 'more-link' }, h('a', { href: quality.page }, 'All checks, sources and what was turned away →')));
}
