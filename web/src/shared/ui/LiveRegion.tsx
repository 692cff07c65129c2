import { VisuallyHidden } from '@vkontakte/vkui';
import { useEffect, useState } from 'react';
import { onAnnounce } from './announce';

/** The page's one polite live region, used by `announce`. */
export function LiveRegion() {
  const [words, setWords] = useState('');
  useEffect(
    // A trailing space makes the same text be announced again.
    () => onAnnounce((next) => setWords((last) => (last === next ? `${next} ` : next))),
    [],
  );
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {words}
    </VisuallyHidden>
  );
}
