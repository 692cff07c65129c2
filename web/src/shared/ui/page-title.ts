/** The document's title: the page, the application, and the number of unread messages: «(3) Чаты — Парта». */
import type { AnyRouter } from '@tanstack/react-router';
import { useLayoutEffect } from 'react';
import { onLanguageChange, t } from '../i18n/text';
import { announce } from './announce';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The page's title; null for a frame, whose pages have theirs. */
    readonly title: (() => string) | null;
  }
}

/** Late pages and the focus that they take themselves come first. */
const SETTLED_MS = 150;

const names = new Map<symbol, string>();
let titleOfRoute: (() => string) | null = null;
let unread = 0;

/** Keep the title of the router's pages, and announce each page that follows the first. */
export function titlePages(router: AnyRouter): () => void {
  let path: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    onLanguageChange(showTitle),
    router.subscribe('onRendered', ({ toLocation: { pathname } }) => {
      titleOfRoute = router.state.matches.at(-1)?.staticData.title ?? null;
      showTitle();
      if (path !== undefined && path !== pathname) {
        clearTimeout(timer);
        timer = setTimeout(greet, SETTLED_MS);
      }
      path = pathname;
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

/** Name the page by what it shows, such as a chat's title, once that is known. */
export function usePageName(name: string | undefined): void {
  useLayoutEffect(() => {
    if (!name) return;
    const key = Symbol(name);
    names.set(key, name);
    showTitle();
    return () => {
      names.delete(key);
      showTitle();
    };
  }, [name]);
}

/** Show the number of unread items in the title; none at zero. */
export function setTitleCount(count: number): void {
  unread = count;
  showTitle();
}

/** Return the title of a page. */
export function titleOfPage(page: string, count: number): string {
  const named = page ? `${page} — ${t('ui.brand')}` : t('ui.brand');
  return count > 0 ? `(${count > 999 ? '999+' : count}) ${named}` : named;
}

function pageShown(): string {
  return [...names.values()].at(-1) ?? titleOfRoute?.() ?? '';
}

function showTitle(): void {
  document.title = titleOfPage(pageShown(), unread);
}

/** Say which page is there. A focus that was on the page before is moved to this one; any other stays. */
function greet(): void {
  announce(pageShown());
  if (document.activeElement === document.body)
    document.querySelector('main')?.focus({ preventScroll: true });
}
