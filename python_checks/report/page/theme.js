// Light or dark: as the system says, until somebody chooses.
const THEMES = ['light', 'dark'];
function themed() {
  return document.documentElement.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}
function keepTheme(theme) {
  document.documentElement.dataset.theme = theme;
  try { localStorage.setItem('account_health_theme', theme); } catch { /* a file opened without storage keeps no theme */ }
}
function startTheme() {
  try { const kept = localStorage.getItem('account_health_theme'); if (THEMES.includes(kept)) document.documentElement.dataset.theme = kept; } catch { /* as above */ }
}
function themeButton() {
  const other = () => (themed() === 'dark' ? 'light' : 'dark');
  const button = h('button', { type: 'button', id: 'theme', class: 'icon-button', 'aria-label': `Switch to ${other()} colours`, onclick: () => { keepTheme(other()); button.setAttribute('aria-label', `Switch to ${other()} colours`); } },
    s('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, s('path', { d: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6v10.8A5.4 5.4 0 0 1 8 2.6z', 'fill-rule': 'evenodd' })));
  return button;
}
const brandMark = () => s('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, s('path', { d: 'M2 11h3.2l2-6 4 11 2.6-7H18' }));
