// Runs before anything else, also in browsers that are too old for the rest: only the oldest syntax here.
(function () {
  var root = document.documentElement;
  var isKnown = 'noModule' in HTMLScriptElement.prototype && 'toSorted' in Array.prototype;
  var paints = window.CSS && CSS.supports && CSS.supports('color', 'color-mix(in srgb, red, red)');
  if (!isKnown || !paints) root.className = 'too-old';
  try {
    var theme = localStorage.getItem('parta.theme');
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
    var page = root.getAttribute('data-page');
    var known = localStorage.getItem(page === 'journal' ? 'parta.account' : 'parta.profile');
    root.setAttribute('data-first', known ? page : 'card');
  } catch (_) {
    root.setAttribute('data-first', 'card');
  }
})();
