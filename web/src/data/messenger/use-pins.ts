import { useEffect, useMemo } from 'react';
import { useChatState } from './hooks';
import { missingIn, NO_PINS, type Pinned, pinnedIn } from './pins';
import { useSync } from './SyncProvider';

/** Return the pinned messages of a chat, the newest pin first, and whether all are known; reads what is not. */
export function usePins(chatId: string): { readonly pins: readonly Pinned[]; readonly isKnown: boolean } {
  const sync = useSync();
  const pins = useChatState(chatId)?.pins ?? NO_PINS;
  const missing = missingIn(pins);
  useEffect(() => {
    if (missing !== '') void sync.reader.readPins(chatId);
  }, [sync, chatId, missing]);
  return useMemo(() => ({ pins: pinnedIn(pins), isKnown: pins.isComplete }), [pins]);
}
