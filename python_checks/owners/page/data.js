// The data of the page: read once, never changed.
const content = JSON.parse(byId('content').textContent);
const { owners, last_run: lastRun } = content;
const currency = lastRun.currency || 'USD';
fmt.money = (() => { const format = currencyFormat(currency, { maximumFractionDigits: 0 }); return (value) => minus(format.format(value)); })();
fmt.shortMoney = (() => { const format = currencyFormat(currency, { notation: 'compact', maximumFractionDigits: 1 }); return (value) => minus(format.format(value)); })();

const isRecorded = !content.not_measured.includes('quality.check_history');
const today = day(content.written_on);
const isLoud = (finding) => finding.is_open && !finding.is_hushed;
const toDo = (owner) => owner.findings.filter(isLoud);
const ofSeverity = (findings, severity) => findings.filter((finding) => finding.severity === severity);
const overdue = (findings) => findings.filter((finding) => finding.is_overdue);
const all = owners.flatMap((owner) => owner.findings);
const sources = owners.flatMap((owner) => owner.sources);
const loud = all.filter(isLoud);
const nextDue = (findings) => findings.map((finding) => finding.due_on).filter(Boolean).sort()[0];
const addressOf = (owner) => `#${encodeURIComponent(owner.name)}`;
const sum = (rows, key) => rows.reduce((total, row) => total + (row[key] || 0), 0);

// How far away a day is, seen from the day on which the page was written.
function away(iso) {
  const days = day(iso) - today;
  if (days === 0) return 'today';
  return days > 0 ? `in ${plural(days, 'day')}` : `${plural(-days, 'day')} ago`;
}
