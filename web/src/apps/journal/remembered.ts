/** Read by `first-paint.js` too, which runs before everything else. */
const REMEMBERED = 'parta.account';

/**
 * Remember whether somebody was signed in to the journal when this browser last asked. It opens nothing and names
 * nobody: it chooses the skeleton that the page shows next time, until the server has answered.
 */
export function rememberAccount(isSignedIn: boolean): void {
  if (isSignedIn) localStorage.setItem(REMEMBERED, 'known');
  else localStorage.removeItem(REMEMBERED);
}
