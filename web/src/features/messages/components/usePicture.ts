import { useCallback, useEffect, useState } from 'react';
import { useObjectUrl } from '@/shared/ui/useObjectUrl';
import type { ShownPicture } from '../model/pictures';
import { useFact } from './conversation';

const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 5 * 60_000;

/**
 * Return where a picture comes from: at once from this browser, if it was sent from here, otherwise from the server.
 * One that failed is loaded again by the next connection, after a while, and by a press.
 */
export function usePicture({ blob, file }: ShownPicture, size: 'preview' | 'whole') {
  const connections = useFact((facts) => facts.connections);
  const [isUnreadable, setIsUnreadable] = useState(false);
  const [tries, setTries] = useState(0);
  /** The connection in which it failed. */
  const [failedIn, setFailedIn] = useState<number>();
  const here = useObjectUrl(isUnreadable ? undefined : blob);
  const isHere = blob !== undefined && !isUnreadable;
  const retry = useCallback(() => {
    setFailedIn(undefined);
    setTries((before) => before + 1);
  }, []);
  useEffect(() => {
    if (failedIn === undefined) return;
    if (failedIn !== connections) return retry();
    const timer = setTimeout(retry, Math.min(FIRST_RETRY_MS * 3 ** tries, LAST_RETRY_MS));
    return () => clearTimeout(timer);
  }, [failedIn, connections, tries, retry]);
  const preview = size === 'preview' && file?.has_preview ? '/preview' : '';
  const there = file && `/api/files/${file.id}${preview}`;
  return {
    /** Undefined until it can be had. */
    address: isHere ? here : there,
    /** Another one for each attempt to load it. */
    attempt: tries,
    hasFailed: failedIn !== undefined,
    onError: () => (isHere ? setIsUnreadable(true) : setFailedIn(connections)),
    retry,
  };
}
