import { useEffect } from 'react';
import { localNow } from '../clock';
import { t } from '../i18n/text';
import { isServerReachable } from '../offline/reachable';
import { useIsOutdated } from '../stream/outdated';
import { useOverlays } from './Overlays';

const RENEWED_AT = 'parta.renewed-at';
const NOT_AGAIN_WITHIN = 60_000;
const RENEWED_BUILDS = 'parta.renewed-builds';

/** Somebody in a call is not taken out of it. */
let isHeld = false;

/**
 * Reload the page when a part of it can no longer be fetched: another build has replaced it since the tab was
 * opened. Not without a network, which loses what is being typed and brings nothing; not in a call; and at most once a
 * minute, so that a server that lacks the part is not asked forever.
 */
export function renewWhenReplaced(): void {
  window.addEventListener('vite:preloadError', async () => {
    if (!(await isServerReachable()) || isHeld) return;
    const last = Number(sessionStorage.getItem(RENEWED_AT) ?? 0);
    if (localNow() - last < NOT_AGAIN_WITHIN) return;
    sessionStorage.setItem(RENEWED_AT, String(localNow()));
    reload();
  });
}

/** Reload an outdated page, once per build; a person in a call is told, and the page reloads after the call. */
export function useRenewal(isInCall: boolean): void {
  const isOutdated = useIsOutdated();
  const { note } = useOverlays();
  useEffect(() => {
    isHeld = isInCall;
    return () => {
      isHeld = false;
    };
  }, [isInCall]);
  useEffect(() => {
    if (!isOutdated) return;
    if (isInCall) note({ text: t('ui.outdatedInCall') });
    else if (!reloadOnce()) note({ text: t('ui.outdated'), act: { title: t('ui.reload'), onAct: reload } });
  }, [isOutdated, isInCall, note]);
}

/** Reload, unless this build was reloaded in this tab before: the server would only deliver it again. */
function reloadOnce(): boolean {
  const build = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '';
  const renewed: readonly unknown[] = JSON.parse(sessionStorage.getItem(RENEWED_BUILDS) ?? '[]');
  if (renewed.includes(build)) return false;
  sessionStorage.setItem(RENEWED_BUILDS, JSON.stringify([...renewed, build]));
  reload();
  return true;
}

function reload(): void {
  window.location.reload();
}
