/** Addresses that came from elsewhere, such as a query parameter, and to which the page is about to go. */

/** What a browser may resolve otherwise than it looks: controls, invisible letters, backslashes. */
const HIDDEN = /[\p{C}\p{Z}\\]/u;
/** An empty part names a host; encoded dots, slashes and controls are decoded by whoever comes next. */
const DOUBTFUL_PATH = /\/\/|%(?:2[ef]|5c|[01][0-9a-f]|7f)/i;

/**
 * Return the address if it is a page of this site, as the browser resolves it; undefined otherwise. What is returned
 * is what was checked: dots are resolved first.
 */
export function ownAddress(
  asked: string | null | undefined,
  origin = window.location.origin,
): string | undefined {
  if (!asked?.startsWith('/') || HIDDEN.test(asked) || DOUBTFUL_PATH.test(pathOf(asked))) return undefined;
  const url = parseAddress(asked, origin);
  if (!url || url.origin !== origin) return undefined;
  const address = `${url.pathname}${url.search}${url.hash}`;
  return parseAddress(address, origin)?.href === url.href ? address : undefined;
}

/** Return the address if it is a page of this site or of the web; undefined for scripts and the like. */
export function webAddress(asked: string, origin = window.location.origin): string | undefined {
  const own = ownAddress(asked, origin);
  if (own !== undefined || HIDDEN.test(asked)) return own;
  return /^https?:\/\/[^/]/i.test(asked) && parseAddress(asked) ? asked : undefined;
}

function pathOf(address: string): string {
  return address.replace(/[?#].*$/s, '');
}

/** Return a parsed address, or undefined. Not by `URL.canParse`, which the oldest supported browsers do not have. */
export function parseAddress(address: string, origin?: string): URL | undefined {
  try {
    return new URL(address, origin);
  } catch {
    return undefined;
  }
}

/** Return the address of the sign-in, which leads back to the page that is open. */
export function signInAddress({
  pathname,
  search,
}: Pick<Location, 'pathname' | 'search'> = location): string {
  const back = pathname + search;
  return back === '/' ? '/id' : `/id?${new URLSearchParams({ next: back })}`;
}
