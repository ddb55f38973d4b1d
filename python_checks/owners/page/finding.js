// One finding: a line that says what and how bad, and behind it everything needed to repair it.
const COLUMN_NAMES = { row_key: 'Key', line_key: 'Key', account_id: 'Account', problem: 'Problem', source_relation: 'Connection', reject_reason: 'Reason', how_to_fix: 'To repair', remedy: 'To repair' };

function sinceText(finding) {
  const runs = finding.in_a_row ? `${plural(finding.in_a_row, 'run')} in a row` : '';
  return [finding.since && `since ${fmt.date(finding.since)}`, runs, finding.last_seen && `not looked at since ${fmt.date(finding.last_seen)}`].filter(Boolean).join(', ');
}
function head(finding) {
  const level = levelOf(finding);
  const about = [KINDS[finding.kind] || words(finding.kind), finding.column ? `${finding.table}.${finding.column}` : finding.table, sinceText(finding)].filter(Boolean).join(' · ');
  const reach = finding.touched.accounts ? [fmt.shortMoney(finding.touched.arr), h('span', { class: 'sub' }, plural(finding.touched.accounts, 'account'))] : h('span', { class: 'quiet' }, '–');
  return h('summary', {},
    h('span', { class: 'of-level' }, mark(level)),
    h('span', { class: 'of-title' }, h('b', {}, finding.title), h('span', { class: 'sub' }, about)),
    h('span', { class: 'of-runs' }, strip(finding)),
    h('span', { class: 'of-rows' }, finding.failing_rows ? [fmt.count(finding.failing_rows), h('span', { class: 'sub' }, finding.failing_rows === 1 ? 'row' : 'rows')] : h('span', { class: 'quiet' }, '–')),
    h('span', { class: 'of-reach' }, reach),
    h('span', { class: 'of-due' }, finding.is_open ? dueText(finding) : h('span', { class: 'quiet' }, '–')));
}

function quietNote(finding) {
  const said = finding.quiet;
  if (finding.follows) return h('p', { class: 'notice' }, h('b', {}, 'Counts what others have to repair'), `: ${sentence(finding.follows.join(', '))}`);
  if (!said) return null;
  const word = { muted: 'Muted', excepted: 'Let through by an exception' }[said.status] || 'Acknowledged';
  const until = said.expires_on ? fmt.date(said.expires_on) : null;
  const state = said.is_over ? `${word} until ${until}, which is over,` : `${word}${until ? ` until ${until}` : ''}`;
  return h('p', { class: `notice ${said.is_over ? 'is-over' : ''}` }, h('b', {}, state), ` by ${said.author || 'nobody named'}: ${sentence(said.reason || 'no reason given')}`, said.is_over ? ' It counts again.' : finding.is_open && finding.severity === 'critical' && ' The release waits for it all the same.');
}
const REACHES = {
  rows: 'the accounts of the failing rows',
  measures: (finding) => `the accounts whose measures read ${finding.table}`,
  every: 'every account: what is published depends on it',
};
function reachText(finding) {
  const { how, accounts, arr } = finding.touched;
  if (how === 'unknown') return 'Not known: no account can be told from it.';
  const by = typeof REACHES[how] === 'function' ? REACHES[how](finding) : REACHES[how];
  return `${plural(accounts, 'account')} with ${fmt.money(arr)} a year: ${by}.`;
}
function downstream(finding) {
  const parts = [['Measures', 'measures'], ['Published tables', 'published'], ['Read by', 'exposures'], ['Models', 'models']].filter(([, part]) => (finding.downstream || {})[part]);
  if (!parts.length) return 'Nothing that is known of.';
  return h('dl', { class: 'small' }, parts.map(([name, part]) => {
    const names = finding.downstream[part];
    const shown = names.length > 8 ? [names.slice(0, 6).join(', '), h('details', { class: 'inline-more' }, h('summary', {}, `and ${names.length - 6} more`), names.slice(6).join(', '))] : names.join(', ');
    return h('div', {}, h('dt', {}, name), h('dd', {}, shown));
  }));
}

function cell(value) {
  if (value === null || value === undefined) return h('span', { class: 'quiet' }, '–');
  return typeof value === 'number' ? fmt.number(value, 6) : String(value);
}
function sample(finding) {
  const { columns, rows, marked } = finding.sample;
  if (!rows.length) return null;
  const rest = (finding.failing_rows || rows.length) - rows.length;
  const names = columns.map((column) => COLUMN_NAMES[column] || words(column));
  const save = () => { saveCsv(`${content.company}_${finding.key.replace(/[^\w.-]+/g, '_')}.csv`, [columns, ...rows]); say(`${plural(rows.length, 'row')} written to a CSV file.`); };
  return h('div', { class: 'sample' },
    h('div', { class: 'sample-head' }, h('h4', {}, rest > 0 ? `First ${rows.length} of ${plural(finding.failing_rows, 'row')}` : plural(rows.length, 'row')),
      marked.length > 0 && h('span', { class: 'quiet' }, 'personal data masked'), h('button', { type: 'button', class: 'small-button', onclick: save }, 'CSV of these rows')),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Rows of ${finding.key}` }, h('table', {},
      h('thead', {}, h('tr', {}, names.map((name, index) => h('th', { scope: 'col', class: rows.some((row) => typeof row[index] === 'number') ? 'number' : null }, name)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map((value) => h('td', { class: typeof value === 'number' ? 'number' : null }, cell(value)))))))));
}
const fact = (name, ...text) => (text.some(Boolean) ? h('div', {}, h('dt', {}, name), h('dd', {}, text)) : null);
function body(finding) {
  return h('div', { class: 'finding-body' },
    quietNote(finding),
    h('dl', { class: 'facts-grid' },
      fact('To repair', finding.remedy && sentence(finding.remedy)),
      fact(finding.kind === 'quarantine' ? 'Reasons' : 'Why it matters', finding.detail && sentence(finding.detail)),
      fact('Seen', finding.kind !== 'data_test' && [finding.observed, finding.limit && `allowed ${finding.limit === 'no rows' ? 'are none' : `is ${finding.limit}`}`].filter(Boolean).join('; ')),
      fact('Touches', finding.is_open || finding.kind === 'quarantine' ? reachText(finding) : null),
      fact('Downstream', downstream(finding)),
      fact('Check', h('code', {}, finding.key), finding.code_path && h('span', { class: 'sub' }, finding.code_path))),
    sample(finding), finding.sql && sqlBox(finding.sql));
}
const findingRow = (finding) => h('details', { class: 'finding', 'data-level': levelOf(finding) }, head(finding), body(finding));
