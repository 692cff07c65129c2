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

/** What is known of where a person can go from a call. */
interface Known {
  /** The last page of the messenger in this tab. */
  readonly path: string | undefined;
  /** The page of the journal that led to the call. */
  readonly journal: string | undefined;
  /** The chat of the call, if the person has it. */
  readonly chatId: string | undefined;
}

/** A page of the messenger, or one of the journal, which loads anew. */
export type Way = { readonly path: string } | { readonly journal: string };

/** Return where somebody goes who leaves a call: back to where they came from. */
export function wayOut({ path, journal, chatId }: Known): Way {
  if (path === undefined && journal !== undefined) return { journal };
  return wayBeside({ path, chatId });
}

/** Return where a call goes on in the small window: never on a page that loads anew, which would end it. */
export function wayBeside({ path, chatId }: Omit<Known, 'journal'>): { readonly path: string } {
  return { path: path ?? (chatId === undefined ? '/' : `/chats/${chatId}`) };
}
