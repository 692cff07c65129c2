import { useEffect, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { announce } from '@/shared/ui/announce';
import type { Announcement } from '../model/changes';
import type { CallSession } from '../session/session';

const SHOWN_MS = 5_000;

/** An announcement, shown for a moment. */
export interface ShownAnnouncement {
  readonly key: number;
  readonly words: string;
}

/** Announce what happens in the call: everything to screen readers, on the screen what concerns the person. */
export function useAnnouncements(session: CallSession): readonly ShownAnnouncement[] {
  const [announcements, setAnnouncements] = useState<readonly ShownAnnouncement[]>([]);
  useEffect(() => {
    let count = 0;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = session.onAnnouncement((said) => {
      const words = announcementText(said);
      // A message is told to screen readers by its chat.
      if (said.key !== 'call.wrote') announce(words);
      if (!said.isLoud) return;
      count += 1;
      const key = count;
      setAnnouncements((before) => [...before.slice(-2), { key, words }]);
      timers.add(
        setTimeout(() => setAnnouncements((before) => before.filter((one) => one.key !== key)), SHOWN_MS),
      );
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [session]);
  return announcements;
}

function announcementText(said: Announcement): string {
  if (said.key === 'call.wrote') return t(said.key, said.values);
  return said.values ? t(said.key, said.values) : t(said.key);
}
