/** Where to go after signing in. */

const MESSENGER = '/';

/** Give the address to go to, if it is a page of this very site; anything else leads to the messenger. */
export function safeNext(asked: string | null | undefined, origin: string): string {
  if (!asked?.startsWith('/') || /^\/[/\\]|[\p{Cc}\\]/u.test(asked)) return MESSENGER;
  const url = parse(asked, origin);
  if (!url || url.origin !== origin || isSignIn(url)) return MESSENGER;
  return `${url.pathname}${url.search}${url.hash}`;
}

function parse(path: string, origin: string): URL | undefined {
  return URL.canParse(path, origin) ? new URL(path, origin) : undefined;
}

/** Coming back to the sign-in itself would go round in a circle. */
function isSignIn(url: URL): boolean {
  return /^\/id\/?$/.test(url.pathname) && url.searchParams.has('next');
}
