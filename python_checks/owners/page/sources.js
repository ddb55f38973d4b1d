// The tables of an owner: how fresh, how many rows, how many turned away.
const FRESHNESS = { fresh: ['fine', 'Fresh'], late: ['warning', 'Late'], too_old: ['critical', 'Too old'], empty: ['critical', 'No row'], off: ['hushed', 'Switched off'] };

function freshText(rows) {
  const fresh = rows.filter((row) => row.status === 'fresh').length;
  const off = rows.filter((row) => row.status === 'off').length;
  return [fresh && `${plural(fresh, 'source')} fresh`, off && `${fresh ? fmt.count(off) : plural(off, 'source')} switched off`].filter(Boolean).join(', ');
}
const newest = (row) => row.newest_event_on || row.newest_loaded_on || row.newest_record_on;
function ageMeter(row) {
  const limit = row.error_after_days || row.warn_after_days;
  if (row.age_days === null || row.age_days === undefined || row.status === 'off') return h('span', { class: 'quiet' }, '–');
  const said = limit ? `${row.age_days} of ${plural(limit, 'day')}` : plural(row.age_days, 'day');
  const level = (FRESHNESS[row.status] || FRESHNESS.fresh)[0];
  return h('div', { class: 'age' }, h('span', {}, said), limit && h('div', { class: 'meter', 'data-level': level, 'aria-hidden': 'true' },
    h('span', { style: { width: `${Math.min(100, (row.age_days / limit) * 100)}%` } }), row.error_after_days && row.warn_after_days ? h('i', { style: { left: `${(row.warn_after_days / limit) * 100}%` } }) : null));
}
function budget(row) {
  if (!row.landed_rows || row.reject_share === null || row.reject_share === undefined) return h('span', { class: 'quiet' }, '–');
  const isAbove = row.reject_budget !== null && row.reject_share > row.reject_budget;
  return [h('span', { class: isAbove ? 'bad' : null }, fmt.percent(row.reject_share, 2)), h('span', { class: 'sub' }, `${plural(row.quarantined_rows, 'row')}, budget ${fmt.percent(row.reject_budget, 1)}`)];
}
const MORE = [['orphan_share', 'Unknown account'], ['null_share', 'Empty cells'], ['zero_share', 'Zeros'], ['copied_share', 'Copied']];
function sourceTable(owner) {
  if (!owner.sources.length) return null;
  const more = MORE.filter(([key]) => owner.sources.some((row) => row[key] !== undefined && row[key] !== null));
  const title = (text, isNumber) => h('th', { scope: 'col', class: isNumber ? 'number' : null }, text);
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Sources of ${owner.name}` }, h('table', { class: 'sources' },
    h('thead', {}, h('tr', {}, title('Source'), title('Freshness'), title('Newest'), title('Age, and when it blocks'), title('Rows', true), title('Turned away', true), more.map(([, name]) => title(name, true)))),
    h('tbody', {}, owner.sources.map((row) => h('tr', {},
      h('th', { scope: 'row' }, row.table), h('td', {}, mark(...(FRESHNESS[row.status] || ['hushed', words(row.status)]))), h('td', {}, newest(row) ? fmt.date(newest(row)) : h('span', { class: 'quiet' }, '–')),
      h('td', {}, ageMeter(row)), h('td', { class: 'number' }, fmt.count(row.landed_rows || 0)), h('td', { class: 'number' }, budget(row)),
      more.map(([key]) => h('td', { class: 'number' }, row[key] === null || row[key] === undefined ? '–' : fmt.percent(row[key], 2))))))));
}
