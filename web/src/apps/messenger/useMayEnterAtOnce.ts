import { useEffect, useState } from 'react';

/**
 * Tell whether one may enter without the device screen: wanted, and the microphone was allowed earlier. Who has not
 * been asked yet is asked there, where a refusal is explained. Undefined while the browser has not answered.
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
