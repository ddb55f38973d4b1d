// The shape of a band is that of its place from the worst to the best.
function shapeOf(band, bands) {
  if (!band || !band.isScored) return 'none';
  const place = bands.indexOf(bands.find((each) => each.key === band.key));
  if (place === bands.length - 1) return 'best';
  return place === 0 ? 'worst' : place === 1 && bands.length > 3 ? 'low' : 'middle';
}
function bandMark(key, seen, extra) {
  const band = seen.bandOf.get(key);
  return h('span', { class: `band ${extra || ''}`, 'data-band': key }, shape(shapeOf(band, seen.bands)), h('span', {}, band ? band.name : words(key)));
}

// Colours come from the rulebook; in the dark they are mixed with white until they can be read.
function colourSheet() {
  const sheet = new CSSStyleSheet();
  const seen = new Set();
  for (const { health_band: key, band_colour: colour } of rulebook.health_bands) {
    if (seen.has(key) || !CSS.supports('color', colour)) continue;
    seen.add(key);
    sheet.insertRule(`[data-band="${CSS.escape(key)}"] { --band: light-dark(${colour}, color-mix(in oklab, ${colour} 52%, white)); --band-fill: light-dark(${colour}, color-mix(in oklab, ${colour} 82%, white)); }`);
  }
  document.adoptedStyleSheets = [sheet];
}

function linePath(values, x, y) {
  let path = '';
  let isOpen = false;
  values.forEach((value, index) => {
    const has = value !== null && value !== undefined;
    if (has) path += `${isOpen ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    isOpen = has;
  });
  return path;
}
const lastIndex = (values) => values.reduce((last, value, index) => (value === null || value === undefined ? last : index), -1);

function sparkline(row) {
  const [width, height] = [84, 24];
  const known = row.scores.filter((value) => value !== null && value !== undefined);
  if (known.length < 2) return h('span', { class: 'quiet' }, '–');
  const low = Math.min(...known);
  const high = Math.max(...known, low + 8); // a change of a point must not look like a cliff
  const x = (index) => 2 + (index / (dates.length - 1)) * (width - 6);
  const y = (value) => height - 4 - ((value - low) / (high - low)) * (height - 8);
  const last = lastIndex(row.scores);
  return s('svg', { class: 'spark', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', 'data-band': row.health_band },
    s('path', { d: linePath(row.scores, x, y) }), s('circle', { cx: x(last), cy: y(row.scores[last]), r: 2.2 }));
}

// Where the score lies between its bounds, over the bands.
function rangeBar(row, seen, isLarge) {
  const top = seen.bands[seen.bands.length - 1].upper_bound;
  const at = (value) => `${(value / top) * 100}%`;
  const zones = seen.bands.map((band) =>
    h('span', { class: 'zone', 'data-band': band.key, style: { left: at(band.lower_bound), width: at(band.upper_bound - band.lower_bound) } }));
  if (row.health_score === null) return h('div', { class: `range ${isLarge ? 'large' : ''}`, 'aria-hidden': 'true' }, zones);
  const hasBounds = row.score_low !== null && row.score_low !== undefined;
  return h('div', { class: `range ${isLarge ? 'large' : ''}`, 'aria-hidden': 'true', 'data-band': row.health_band },
    zones,
    hasBounds && h('span', { class: 'span', style: { left: at(row.score_low), width: at(row.score_high - row.score_low) } }),
    h('span', { class: 'point', style: { left: at(row.health_score) } }),
    isLarge && seen.bands.slice(1).map((band) => h('span', { class: 'tick', style: { left: at(band.lower_bound) } }, String(band.lower_bound))));
}

function axisDates(x, height, count) {
  const step = Math.max(1, Math.ceil(dates.length / count));
  const labels = [];
  for (let index = dates.length - 1; index >= 0; index -= step) {
    labels.push(s('text', { x: x(index), y: height - 4, class: 'axis', 'text-anchor': index === dates.length - 1 ? 'end' : 'middle' }, fmt.shortDate(dates[index])));
  }
  return labels;
}

// Bands over time: one column per date, worst band at the bottom.
function bandHistory(counts, seen, width, asText) {
  const height = 196;
  const most = Math.max(1, ...counts.map((bands) => bands.reduce((sum, value) => sum + value, 0)));
  const slot = width / dates.length;
  const x = (index) => index * slot + slot / 2;
  const columns = counts.map((bands, index) => {
    let base = height - 20;
    const title = [fmt.date(dates[index]), ...bands.map((value, order) => value && `${seen.all[order].name}: ${asText(value)}`).filter(Boolean)].join('\n');
    const pieces = bands.map((value, order) => {
      const tall = (value / most) * (height - 28);
      base -= tall;
      return value ? s('rect', { x: index * slot + slot * 0.12, y: base, width: slot * 0.76, height: Math.max(tall - 1, 0.5), 'data-band': seen.all[order].key }) : null;
    });
    return s('g', {}, s('title', {}, title), s('rect', { class: 'hit', x: index * slot, y: 0, width: slot, height: height - 20 }), pieces);
  });
  const label = `Accounts by band from ${fmt.date(dates[0])} to ${fmt.date(asOf)}`;
  return s('svg', { class: 'columns', role: 'img', 'aria-label': label, viewBox: `0 0 ${width} ${height}`, width, height }, columns,
    axisDates((index) => (index === dates.length - 1 ? width - 1 : x(index)), height, width < 420 ? 3 : 5));
}

// The curve of a measure: what was measured from left to right, its score from bottom to top.
function curveChart(points, unit) {
  const [width, height, left, bottom] = [240, 96, 8, 18];
  const xs = points.map((point) => point.x);
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const x = (value) => left + (to === from ? 0.5 : (value - from) / (to - from)) * (width - 2 * left);
  const y = (value) => 8 + (1 - value / 100) * (height - bottom - 16);
  const line = points.map((point, index) => `${index ? 'L' : 'M'}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`).join('');
  const area = `${line}L${x(to)} ${y(0)}L${x(from)} ${y(0)}Z`;
  const said = points.map((point) => `${inUnit(point.x, unit)} scores ${fmt.number(point.y)}`).join(', ');
  const marks = points.map((point) => s('circle', { cx: x(point.x), cy: y(point.y), r: 3 }, s('title', {}, `${inUnit(point.x, unit)} scores ${fmt.number(point.y)}`)));
  return s('svg', { class: 'curve', role: 'img', 'aria-label': said, viewBox: `0 0 ${width} ${height}` },
    s('line', { class: 'base', x1: left, x2: width - left, y1: y(0), y2: y(0) }), s('line', { class: 'base faint', x1: left, x2: width - left, y1: y(100), y2: y(100) }),
    s('path', { class: 'area', d: area }), s('path', { class: 'line', d: line }), marks,
    s('text', { x: left, y: height - 4, class: 'axis' }, inUnit(from, unit)), s('text', { x: width - left, y: height - 4, class: 'axis', 'text-anchor': 'end' }, inUnit(to, unit)));
}
