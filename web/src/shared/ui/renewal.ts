const RENEWED_AT = 'parta.renewed-at';
const NOT_AGAIN_WITHIN = 60_000;

/**
 * Load the page anew when a part of it is not there any more: another version has taken its place since the tab was
 * opened. Once in a while only, lest a server that lacks the part be asked for ever.
 */
export function renewWhenReplaced(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(RENEWED_AT) ?? 0);
    if (Date.now() - last < NOT_AGAIN_WITHIN) return;
    sessionStorage.setItem(RENEWED_AT, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  });
}
