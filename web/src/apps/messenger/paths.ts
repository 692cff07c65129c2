/** The page before a lesson or a call, to return to. */
import { parseAddress } from '@/shared/api/own-address';

let last: string | undefined;

/** True if this is the address of a call, a lesson or their entry screens, which have the whole window. */
export function isFullScreen(path: string): boolean {
  return /^\/(call|lesson)\//.test(path);
}

/** Remember a page of the messenger. */
export function rememberPath(path: string): void {
  last = path;
}

/** Return the last page of the messenger in this tab. */
export function pathBefore(): string | undefined {
  return last;
}

/** Return the page of the journal that this tab came from. */
export function journalBefore(): string | undefined {
  const referrer = parseAddress(document.referrer);
  if (!referrer) return undefined;
  const { origin, pathname, search } = referrer;
  return origin === window.location.origin && /^\/journal(\/|$)/.test(pathname)
    ? `${pathname}${search}`
    : undefined;
}
