// Which page is shown: '#/' the list, '#/how' the rules, '#<account id>' an account. Ids are encoded, so none begins with a slash.
function place() {
  const [path, query] = location.hash.replace(/^#/, '').split('?');
  if (path === '' || path === '/' || path === 'main') return { page: 'list', query };
  if (path === '/how') return { page: 'how', query };
  try {
    return { page: 'account', id: decodeURIComponent(path), query };
  } catch {
    return { page: 'account', id: path, query };
  }
}
let now = null;
function redraw() {
  const focused = document.activeElement && document.activeElement.id;
  const where = [document.activeElement && document.activeElement.textContent, scrollY];
  drawTop();
  ({ list: overview, how: rules, account: () => account(now.id) })[now.page]();
  const again = (focused && byId(focused)) || [...document.querySelectorAll('.choice button')].find((button) => where[0] && button.textContent === where[0]);
  if (again) again.focus({ preventScroll: true });
  scrollTo(0, where[1]);
}
function go() {
  const before = now;
  if (location.hash === '#main') return;
  now = place();
  if (now.page === 'list') readAddress(now.query || '');
  const objective = new URLSearchParams(now.query).get('objective');
  state.objective = content.scores[objective] ? objective : defaults.objective;
  redraw();
  const title = { list: 'Accounts', how: 'How the score works', account: now.id }[now.page];
  document.title = `${title} · Account health: ${content.company}`;
  if (before) {
    scrollTo(0, 0);
    byId('main').focus({ preventScroll: true });
    say(title);
  }
}

// Something of the list changed: only what follows from it is drawn again.
function change(patch, isPage) {
  const focused = document.activeElement && document.activeElement.id;
  Object.assign(state, isPage ? patch : { page: 0, ...patch });
  if (now.page !== 'list') { redraw(); return; }
  history.replaceState(null, '', listAddress());
  for (const [key, value] of Object.entries(patch)) { const select = byId(`pick-${key}`); if (select) select.value = value; }
  if ('q' in patch && byId('search').value.trim() !== patch.q) byId('search').value = patch.q;
  refreshOverview();
  if (focused && byId(focused)) byId(focused).focus({ preventScroll: true });
  else if ('by' in patch) byId('bands').querySelector('[aria-pressed=true]').focus({ preventScroll: true });
}

function goTo(objective) {
  if (now.page === 'list') { Object.assign(state, { objective, bands: [] }); location.hash = listAddress(); return; }
  location.hash = now.page === 'how' ? `#/how${objective === defaults.objective ? '' : `?objective=${objective}`}` : accountAddress(now.id, objective);
}
function drawTop() {
  const tab = (page, text, href) => h('a', { href, 'aria-current': (page === 'list' ? now.page !== 'how' : now.page === 'how') ? 'page' : null }, text);
  byId('top').replaceChildren(h('div', { class: 'top-in' },
    h('a', { class: 'brand', href: listAddress() }, brandMark(), h('span', {}, 'Account health'), h('span', { class: 'company' }, words(content.company))),
    h('nav', { class: 'tabs', 'aria-label': 'Pages' }, tab('list', 'Accounts', listAddress()), tab('how', 'How the score works', `#/how${state.objective === defaults.objective ? '' : `?objective=${state.objective}`}`),
      content.quality && h('a', { href: content.quality.page }, 'Data quality')),
    objectives.length > 1 && choice('Objective', objectives.map((objective) => [objective.objective_key, objective.objective_name]), state.objective, goTo), themeButton()));
}

startTheme();
colourSheet();
byId('foot').replaceChildren(h('p', {}, `Release ${release.release_id} of ${fmt.date(asOf)}, published ${fmt.date((release.released_at || '').slice(0, 10))}. Amounts in ${currency}; ARR is the yearly revenue of active paid subscriptions. This file is complete: it loads nothing from anywhere.`));
addEventListener('hashchange', go);
let resized;
let wide = innerWidth;
addEventListener('resize', () => { clearTimeout(resized); resized = setTimeout(() => { if (innerWidth !== wide) { wide = innerWidth; redraw(); } }, 150); });
byId('top').closest('body').querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); byId('main').focus(); });
go();
