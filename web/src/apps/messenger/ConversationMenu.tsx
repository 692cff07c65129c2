import { useCallback } from 'react';
import type { ConversationActs, ConversationFacts } from '@/features/messages/components/conversation';
import { MessageMenu } from '@/features/messages/components/MessageMenu';
import { actionsOf, kindOf } from '@/features/messages/kinds/kinds';
import { isThere, type MessageActionName } from '@/features/messages/model/actions';
import { afterChoosing, reactionOf } from '@/features/messages/model/reactions';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { late } from '@/shared/ui/late';
import { useOverlays } from '@/shared/ui/Overlays';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useAttempt } from '@/shared/ui/useAttempt';
import type { ConversationState } from './useConversationState';

const EmojiPicker = late(
  () => import('@/features/composer/components/EmojiPicker').then((module) => module.EmojiPicker),
  { waiting: <TextSkeleton /> },
);

interface Props {
  readonly state: ConversationState;
  readonly acts: ConversationActs;
  readonly facts: ConversationFacts;
}

/** The menu of a message. */
export function Menu({ state, acts, facts }: Props) {
  const { note } = useOverlays();
  const attempt = useAttempt();
  const { menu, closeMenu } = state;
  const { me, may, membersCount, mayReact, pinned } = facts;
  const message = menu?.message;
  const act = useCallback(
    (name: MessageActionName) => {
      if (!message) return;
      const named: Readonly<Record<MessageActionName, () => void>> = {
        reply: () => acts.onReply(message),
        edit: () => acts.onEdit(message),
        copy: () =>
          attempt('copy', async () => {
            await navigator.clipboard.writeText(message.text);
            note({ text: t('chats.copied') });
          }),
        pin: () => acts.onPin(message),
        unpin: () => acts.onUnpin(message),
        readers: () => state.showModal('readers', message.id),
        history: () => state.showModal('history', message.id),
        delete: () => acts.onDelete(message),
        takeBack: () => acts.onTakeBack(message),
        cancel: () => acts.onDiscard(message),
      };
      named[name]();
    },
    [message, acts, state, note, attempt],
  );
  if (!menu || !message) return null;
  const reaction = reactionOf(message, me);
  const actions = actionsOf({
    message,
    me,
    may,
    membersCount,
    isPinned: pinned.has(message.id),
    now: serverNow(),
  });
  const takesReaction = mayReact && isThere(message) && kindOf(message).takesReactions;
  if (actions.length === 0 && !takesReaction) return null;
  return (
    <MessageMenu
      at={menu.at}
      actions={actions}
      reaction={takesReaction ? reaction : undefined}
      picker={(onChoose) => <EmojiPicker onChoose={onChoose} />}
      onReact={(emoji) => acts.onReact(message, afterChoosing(emoji, reaction))}
      onAct={act}
      onClose={closeMenu}
    />
  );
}
