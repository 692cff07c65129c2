/**
 * Overlays in the browser's history: each open one has an entry above its page, so that «Back» closes the topmost and
 * nothing else. Entries are counted, not named: as many as there are open overlays. The router never sees them.
 */

import { useEffect, useEffectEvent } from 'react';
import { localNow } from '../clock';

type Close = () => void;
type Change = () => void;

/** After this time a traversal is taken to have led nowhere. */
const PATIENCE_MS = 500;
/** A document that is about to be left is not traversed. */
const LEAVING_MS = 2_000;

// The router has its own functions on `history`, through which it hears of changes.
const { pushState, replaceState } = History.prototype;
const open: Close[] = [];
const waiting: Change[] = [];
const settling: (() => void)[] = [];
let shownHref = location.href;
let traversal: ReturnType<typeof setTimeout> | undefined;
let leavingUntil = 0;

/** While `isOpen`, «Back» calls `onClose` instead of leaving the page. */
export function useClosedByBack(isOpen: boolean, onClose: Close): void {
  const close = useEffectEvent(onClose);
  useEffect(() => (isOpen ? addOverlay(() => close()) : undefined), [isOpen]);
}

/**
 * Resolves when the entries of the overlays that were closed in this turn are gone: the document may then be left,
 * which a traversal would prevent.
 */
export function historySettled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      settling.push(resolve);
      reconcile();
    });
  });
}

function addOverlay(close: Close): () => void {
  open.push(close);
  reconcile();
  return () => {
    const index = open.indexOf(close);
    if (index < 0) return;
    open.splice(index, 1);
    // Later: what opens or navigates in the same turn takes the entry over.
    setTimeout(reconcile);
  };
}

/** Make the history have as many entries as there are overlays. */
function reconcile(): void {
  if (traversal !== undefined) return;
  if (waiting.length > 0) {
    if (depth() > 0) return traverse(-depth());
    for (const change of waiting.splice(0)) change();
    shownHref = location.href;
  }
  while (depth() < open.length) {
    // Going back to the page must not scroll it.
    history.scrollRestoration = 'manual';
    pushState.call(history, { ...history.state, overlays: depth() + 1 }, '');
  }
  if (depth() > open.length) return traverse(open.length - depth());
  if (depth() === 0) history.scrollRestoration = 'auto';
  for (const resolve of settling.splice(0)) resolve();
}

/** The number of overlays whose entries are below and at the current one. */
function depth(): number {
  const marked: unknown = history.state?.overlays;
  return typeof marked === 'number' ? marked : 0;
}

function traverse(steps: number): void {
  const left = leavingUntil - localNow();
  traversal = setTimeout(giveUp, left > 0 ? left : PATIENCE_MS);
  if (left <= 0) history.go(steps);
}

/** There was no entry to go to, as in a copied tab: the current one becomes the page's own. */
function giveUp(): void {
  traversal = undefined;
  if (leavingUntil === 0) {
    const { overlays: _, ...state } = history.state ?? {};
    replaceState.call(history, state, '');
  }
  leavingUntil = 0;
  reconcile();
}

function onPopState(event: PopStateEvent): void {
  if (location.href === shownHref) event.stopImmediatePropagation();
  shownHref = location.href;
  if (traversal === undefined) for (const close of open.splice(depth()).reverse()) close();
  clearTimeout(traversal);
  traversal = undefined;
  reconcile();
}

/** Navigation that begins in an overlay first goes down to the page, so that no entry of an overlay stays behind. */
function guard(change: typeof history.pushState): typeof history.pushState {
  return (...args) => {
    waiting.push(() => change.apply(history, args));
    reconcile();
  };
}

history.pushState = guard(pushState);
history.replaceState = guard(replaceState);
window.addEventListener('popstate', onPopState, true);
window.addEventListener('beforeunload', () => {
  leavingUntil = localNow() + LEAVING_MS;
});
// A reload, or a copy of the tab, may begin at the entry of an overlay that is no longer open.
reconcile();
