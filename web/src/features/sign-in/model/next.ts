/** The address to go to after signing in. */

const MESSENGER = '/';

/** Return the address if it is a page of this site, otherwise the messenger's. */
export function safeNext(asked: string | null | undefined, origin: string): string {
  if (!asked?.startsWith('/') || /^\/[/\\]|[\p{Cc}\\]/u.test(asked)) return MESSENGER;
  const url = parse(asked, origin);
  if (!url || url.origin !== origin || isSignIn(url)) return MESSENGER;
  return `${url.pathname}${url.search}${url.hash}`;
}

function parse(path: string, origin: string): URL | undefined {
  return URL.canParse(path, origin) ? new URL(path, origin) : undefined;
}

/** Returning to the sign-in itself would be a loop. */
function isSignIn(url: URL): boolean {
  return /^\/id\/?$/.test(url.pathname) && url.searchParams.has('next');
}
