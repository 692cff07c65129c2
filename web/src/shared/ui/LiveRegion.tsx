import { VisuallyHidden } from '@vkontakte/vkui';
import { useEffect, useState } from 'react';
import { onAnnounce } from './announce';

/** The page's one polite live region; `announce` speaks through it. */
export function LiveRegion() {
  const [words, setWords] = useState('');
  useEffect(
    // A space more or less makes the same words be said again.
    () => onAnnounce((next) => setWords((last) => (last === next ? `${next} ` : next))),
    [],
  );
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {words}
    </VisuallyHidden>
  );
}
