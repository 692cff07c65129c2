/** Where one was before a lesson or a call, to come back to. */

let last: string | undefined;

/** Tell whether this is the address of a call or of its door, which have the whole window. */
export function isDoor(path: string): boolean {
  return /^\/(call|lesson)\//.test(path);
}

/** Remember a page of the messenger. */
export function rememberPlace(path: string): void {
  last = path;
}

/** Give the page of the messenger where one was in this tab. */
export function placeBefore(): string | undefined {
  return last;
}

/** Give the page of the journal that led this tab here. */
export function journalBefore(): string | undefined {
  if (!URL.canParse(document.referrer)) return undefined;
  const { origin, pathname, search } = new URL(document.referrer);
  return origin === window.location.origin && /^\/journal(\/|$)/.test(pathname)
    ? `${pathname}${search}`
    : undefined;
}
