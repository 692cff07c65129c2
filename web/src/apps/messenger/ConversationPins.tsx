import { useEffect, useMemo, useRef, useState } from 'react';
import { usePins } from '@/data/messenger/use-pins';
import type { ConversationFacts } from '@/features/messages/components/conversation';
import { previewOf } from '@/features/messages/kinds/kinds';
import { PinBar } from '@/features/pins/components/PinBar';
import { PinsSheet } from '@/features/pins/components/PinsSheet';
import type { ShownPin } from '@/features/pins/model/pins';
import { t } from '@/shared/i18n/text';
import { announce } from '@/shared/ui/announce';
import { Modals } from '@/shared/ui/Modals';
import { usePinning } from './usePinning';

interface Props {
  readonly facts: ConversationFacts;
  readonly onJump: (number: number) => void;
}

/** The pinned messages of a conversation: the bar under its header, and the sheet with all of them. */
export function Pins({ facts, onJump }: Props) {
  const { chatId, may } = facts;
  const { pins, isKnown } = useShownPins(facts);
  const { unpin } = usePinning(chatId);
  const [isOpen, setIsOpen] = useState(false);
  useNews(isKnown ? pins : undefined);
  const shown = { pins, mayPin: may.includes('pin'), onUnpin: unpin };
  const jumpFromSheet = (number: number) => {
    setIsOpen(false);
    onJump(number);
  };
  return (
    <>
      <PinBar {...shown} onJump={onJump} onShowAll={() => setIsOpen(true)} />
      <Modals active={isOpen ? 'pins' : undefined} onClose={() => setIsOpen(false)}>
        <PinsSheet id="pins" {...shown} onJump={jumpFromSheet} />
      </Modals>
    </>
  );
}

function useShownPins({ chatId, me, nameOf, attachmentOf }: ConversationFacts) {
  const { pins, isKnown } = usePins(chatId);
  const shown = useMemo<readonly ShownPin[]>(() => {
    const called = (id: string | null) => (id === me ? t('messages.you') : nameOf(id ?? ''));
    return pins.map(({ pin, message }) => ({
      messageId: message.id,
      number: message.number,
      author: called(message.author_id),
      words: previewOf(message, { nameOf, value: attachmentOf(message) }),
      pinnedBy: called(pin.pinned_by),
      pinnedAt: pin.pinned_at,
    }));
  }, [pins, me, nameOf, attachmentOf]);
  return { pins: shown, isKnown };
}

/** Announce to screen readers what is pinned while the conversation is open. */
function useNews(pins: readonly ShownPin[] | undefined): void {
  const before = useRef(pins);
  useEffect(() => {
    const known = before.current;
    const newest = pins?.[0];
    before.current = pins;
    if (!newest || !known || known.some(({ messageId }) => messageId === newest.messageId)) return;
    announce(t('pins.pinnedBy', { name: newest.pinnedBy, words: newest.words }));
  }, [pins]);
}
