// Elements are made by calls, never from text: a name that looks like markup is a name.
const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'style') for (const [name, said] of Object.entries(value)) element.style.setProperty(name, said);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const byId = (id) => document.getElementById(id);

// Words. Codes of the data become words by one rule, so that a new segment or band needs no change here.
const ABBREVIATIONS = new Set(['smb', 'emea', 'apac', 'amer', 'latam', 'anz', 'dach', 'nps', 'csat', 'us', 'uk', 'eu', 'ai', 'it', 'hr']);
const plainWords = (code) => String(code).replace(/_/g, ' ');
function words(code) {
  if (code === null || code === undefined || code === '') return '–';
  if (ABBREVIATIONS.has(String(code))) return String(code).toUpperCase();
  const text = plainWords(code);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
const plural = (count, one, many) => `${fmt.count(count)} ${count === 1 ? one : many || `${one}s`}`;
// Sentences of the release, with percentages and dates written as on the rest of the page.
const tidied = (text) => text && text.replace(/(\d) %/g, '$1%').replace(/\b\d{4}-\d{2}-\d{2}\b/g, (iso) => fmt.date(iso));
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

// Numbers and dates: one way each. Dates are days without zone; a Date in UTC keeps them so.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const day = (iso) => Date.parse(`${iso}T00:00:00Z`) / 864e5;
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const several = new Map();
function inDigits(digits) {
  if (!several.has(digits)) several.set(digits, new Intl.NumberFormat('en', { maximumFractionDigits: digits }));
  return several.get(digits);
}
function currencyFormat(code, options) {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol', ...options });
  } catch {
    return { format: (value) => `${grouped.format(value)} ${code}` };
  }
}
const minus = (text) => text.replace('-', '\u2212');
const fmt = {
  count: (value) => grouped.format(value),
  number: (value, digits = 2) => minus(inDigits(digits).format(value)),
  score: (value) => (value === null || value === undefined ? '–' : value.toFixed(1)),
  percent: (value, digits = 0) => (value === null || value === undefined ? '–' : `${minus(inDigits(digits).format(value * 100))}%`),
  signed: (value, digits = 1) => {
    const text = Math.abs(value).toFixed(digits);
    return Number(text) === 0 ? text : (value > 0 ? '+' : '\u2212') + text;
  },
  date: (iso) => (iso ? `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}` : '–'),
  shortDate: (iso) => `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]}`,
  money: (value) => value,
  shortMoney: (value) => value,
};

// What a unit of the catalogue means to a reader.
const UNITS = {
  ratio: (value) => fmt.percent(value, Math.abs(value) < 0.1 ? 1 : 0),
  days: (value) => plural(Math.round(value), 'day'),
  'hours (negated)': (value) => `${fmt.number(Math.abs(value), 1)} hours`,
  'rating from 1 to 5': (value) => `${fmt.number(value, 1)} of 5`,
  '0 or 1': (value) => (value ? 'Yes' : 'No'),
  '0, 0.5 or 1': (value) => (value === 1 ? 'Covered' : value === 0 ? 'Nobody' : 'Partly'),
};
function inUnit(value, unit) {
  if (value === null || value === undefined) return '–';
  if (UNITS[unit]) return UNITS[unit](value);
  if (/-1 to 1/.test(unit)) return value > 0 ? `+${fmt.number(value)}` : fmt.number(value);
  return `${fmt.number(value, 1)} ${value === 1 ? unit.replace(/^(\w+)s\b/, '$1') : unit}`;
}

function say(text) {
  byId('said').textContent = text;
}

// Small parts used everywhere.
const choice = (label, options, chosen, choose) =>
  h('div', { class: 'choice', role: 'group', 'aria-label': label },
    options.map(([key, text]) => h('button', { type: 'button', 'aria-pressed': String(key === chosen), onclick: () => choose(key) }, text)));
const note = (...text) => h('p', { class: 'note' }, text);
const empty = (title, text, ...more) => h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), h('p', {}, text), more);
const section = (title, hint, ...content) => {
  const id = `section-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  return h('section', { class: 'card', 'aria-labelledby': id },
    h('div', { class: 'card-head' }, h('h2', { id }, title), hint && h('p', { class: 'hint' }, hint)), content);
};
// A chart is drawn when its place in the page, and so its width, is known.
const waiting = [];
function drawn(draw) {
  const place = h('div', { class: 'chart' });
  waiting.push([place, draw]);
  return place;
}
function drawWaiting() {
  for (const [place, draw] of waiting.splice(0)) if (place.isConnected) place.replaceChildren(draw(Math.max(240, place.clientWidth)));
}
