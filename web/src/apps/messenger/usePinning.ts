import { useMemo } from 'react';
import { usePinMessage, useUnpinMessage } from '@/features/pins/api';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';

/** Return the functions that pin and unpin a message for everybody; both can be undone. */
export function usePinning(chatId: string) {
  const { note } = useOverlays();
  const { mutate: sendPin } = usePinMessage();
  const { mutate: sendUnpin } = useUnpinMessage();
  return useMemo(() => {
    const pin = (messageId: string, onSuccess?: () => void) =>
      sendPin({ chatId, messageId }, onSuccess && { onSuccess });
    const unpin = (messageId: string, onSuccess?: () => void) =>
      sendUnpin({ chatId, messageId }, onSuccess && { onSuccess });
    return {
      pin: (messageId: string) =>
        pin(messageId, () => note({ text: t('pins.hasBeenPinned'), onUndo: () => unpin(messageId) })),
      unpin: (messageId: string) =>
        unpin(messageId, () => note({ text: t('pins.hasBeenUnpinned'), onUndo: () => pin(messageId) })),
    };
  }, [chatId, note, sendPin, sendUnpin]);
}
