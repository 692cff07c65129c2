import { useEffect, useState } from 'react';

/**
 * True if the device screen can be skipped: requested, and the microphone was allowed before. Otherwise the
 * device screen asks and explains. Undefined until the browser has answered.
 */
export function useMayEnterAtOnce(isWanted: boolean): boolean | undefined {
  const [may, setMay] = useState(isWanted ? undefined : false);
  useEffect(() => {
    if (!isWanted) return;
    const asked = navigator.permissions?.query({ name: 'microphone' as PermissionName });
    if (!asked) return setMay(false);
    asked.then(
      ({ state }) => setMay(state === 'granted'),
      () => setMay(false),
    );
  }, [isWanted]);
  return may;
}
