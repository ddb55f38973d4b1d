// Small parts of this page: marks, strips of runs, buttons.
const KINDS = { data_test: 'Data test', expectation: 'Expectation', gate_rule: 'Gate rule', source: 'Freshness', quarantine: 'Rows turned away' };
const LEVELS = {
  critical: { shape: 'worst', word: 'Critical' },
  warning: { shape: 'low', word: 'Warning' },
  follows: { shape: 'none', word: 'Follows' },
  hushed: { shape: 'none', word: 'Known' },
  excepted: { shape: 'middle', word: 'Let through' },
  fine: { shape: 'best', word: 'Fine' },
};
function levelOf(finding) {
  if (finding.status === 'excepted') return 'excepted';
  if (finding.follows) return 'follows';
  if (finding.is_hushed) return 'hushed';
  return finding.is_open ? finding.severity : 'fine';
}
const mark = (level, text) => h('span', { class: 'mark', 'data-level': level }, shape(LEVELS[level].shape), h('span', {}, text || LEVELS[level].word));

// One check through the last runs: a tall bar failed, a low one passed, a dot was not looked at.
function strip(finding) {
  const runs = finding.runs || '';
  if (!runs) return null;
  const [slot, height] = [5, 18];
  const failed = [...runs].filter((run) => run === 'f').length;
  const bars = [...runs].map((run, index) => {
    const tall = { f: 16, x: 10, p: 4 }[run] || 2;
    return s('rect', { class: `run-${{ f: 'failed', x: 'excepted', p: 'passed' }[run] || 'unseen'}`, x: index * slot, y: height - tall, width: 3, height: tall, rx: 1 });
  });
  return s('svg', { class: 'runs', width: runs.length * slot, height, viewBox: `0 0 ${runs.length * slot} ${height}`, role: 'img', 'aria-label': `Failed in ${failed} of the last ${plural(runs.length, 'run')}` }, bars);
}
// All checks of an owner: how many failed in each of the last runs, critical ones at the bottom.
function runColumns(owner) {
  if (!owner.runs.some(Boolean)) return h('span', { class: 'quiet' }, '–');
  const [slot, height] = [5, 24];
  const most = Math.max(4, ...owner.runs.map((run) => (run ? run[0] + run[1] : 0)));
  const tall = (count) => (count / most) * (height - 3);
  const bars = owner.runs.map((run, index) => {
    if (!run) return s('rect', { class: 'run-unseen', x: index * slot, y: height - 2, width: 3, height: 2 });
    const [critical, warnings] = run;
    const title = `${fmt.date(lastRun.days[index].slice(0, 10))}: ${critical} critical, ${plural(warnings, 'warning')}`;
    return s('g', {}, s('title', {}, title), s('rect', { class: 'run-passed', x: index * slot, y: height - 2, width: 3, height: 2 }),
      critical > 0 && s('rect', { class: 'run-failed', x: index * slot, y: height - 2 - tall(critical), width: 3, height: tall(critical) }),
      warnings > 0 && s('rect', { class: 'run-warned', x: index * slot, y: height - 2 - tall(critical) - tall(warnings), width: 3, height: tall(warnings) }));
  });
  const now = owner.runs[owner.runs.length - 1];
  const label = `Failed checks in the last ${plural(owner.runs.length, 'run')}; ${now ? `${now[0]} critical and ${plural(now[1], 'warning')} in the last one` : 'none looked at in the last one'}`;
  return s('svg', { class: 'runs', width: owner.runs.length * slot, height, viewBox: `0 0 ${owner.runs.length * slot} ${height}`, role: 'img', 'aria-label': label }, bars);
}

async function copy(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    say('Copied.');
    return true;
  } catch {
    getSelection().selectAllChildren(place);
    say('Selected: copy it with your keyboard.');
    return false;
  }
}
function sqlBox(sql) {
  const code = h('code', {}, sql);
  const button = h('button', { type: 'button', class: 'small-button', onclick: async () => { button.textContent = (await copy(sql, code)) ? 'Copied' : 'Selected'; setTimeout(() => { button.textContent = 'Copy SQL'; }, 2000); } }, 'Copy SQL');
  return h('div', { class: 'sql' }, h('pre', { tabindex: 0, 'aria-label': 'SQL that shows every row' }, code), button);
}
const dueText = (finding) => (finding.due_on ? h('span', { class: finding.is_overdue ? 'bad' : null }, fmt.date(finding.due_on), h('span', { class: 'sub' }, finding.is_overdue ? `overdue, ${away(finding.due_on)}` : away(finding.due_on))) : h('span', { class: 'quiet' }, 'no due date'));
