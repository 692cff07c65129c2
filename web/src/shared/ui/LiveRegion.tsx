import { VisuallyHidden } from '@vkontakte/vkui';
import { useEffect, useRef, useState } from 'react';
import { onAnnounce } from './announce';

/** A screen reader has taken what was added long before. */
const STAYS_MS = 10_000;

interface Announcement {
  readonly id: number;
  readonly words: string;
}

/** The page's one polite live region, used by `announce`: what is added to it is read out in its order. */
export function LiveRegion() {
  const [announced, setAnnounced] = useState<readonly Announcement[]>([]);
  const count = useRef(0);
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = onAnnounce((words) => {
      count.current += 1;
      const added = { id: count.current, words };
      setAnnounced((before) => [...before, added]);
      const remove = () => setAnnounced((now) => now.filter(({ id }) => id !== added.id));
      timers.add(setTimeout(remove, STAYS_MS));
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, []);
  return (
    <VisuallyHidden role="log" aria-live="polite">
      {announced.map(({ id, words }) => (
        <span key={id}>{words} </span>
      ))}
    </VisuallyHidden>
  );
}
