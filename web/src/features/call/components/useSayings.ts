import { useEffect, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { announce } from '@/shared/ui/announce';
import type { Said } from '../model/changes';
import type { CallSession } from '../session/session';

const SHOWN_MS = 5_000;

/** Something that was just said, for a moment on the screen. */
export interface Saying {
  readonly key: number;
  readonly words: string;
}

/** Say what happens in the call: to who listens to the screen all of it, on the screen what concerns oneself. */
export function useSayings(session: CallSession): readonly Saying[] {
  const [sayings, setSayings] = useState<readonly Saying[]>([]);
  useEffect(() => {
    let count = 0;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = session.onSaid((said) => {
      const words = wordsOf(said);
      announce(words);
      if (!said.isLoud) return;
      count += 1;
      const key = count;
      setSayings((before) => [...before.slice(-2), { key, words }]);
      timers.add(setTimeout(() => setSayings((before) => before.filter((one) => one.key !== key)), SHOWN_MS));
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [session]);
  return sayings;
}

function wordsOf({ key, values }: Said): string {
  return t(key, values);
}
