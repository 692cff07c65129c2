import { useCallback } from 'react';
import type { Conversation } from '@/features/messages/components/conversation';
import { MessageMenu } from '@/features/messages/components/MessageMenu';
import { actionsOf, kindOf } from '@/features/messages/kinds/kinds';
import type { MessageActionName } from '@/features/messages/model/actions';
import { plainText } from '@/features/messages/model/formatting';
import { afterChoosing, reactionOf } from '@/features/messages/model/reactions';
import { t } from '@/shared/i18n/text';
import { late } from '@/shared/ui/late';
import { useOverlays } from '@/shared/ui/Overlays';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import type { ConversationState } from './useConversationState';

const EmojiPicker = late(
  () => import('@/features/composer/components/EmojiPicker').then((module) => module.EmojiPicker),
  { waiting: <TextSkeleton /> },
);

interface Props {
  readonly state: ConversationState;
  readonly conversation: Conversation;
}

/** The menu of a message. */
export function Menu({ state, conversation }: Props) {
  const { note } = useOverlays();
  const { menu, closeMenu } = state;
  const { me, may, membersCount, mayReact, onReact, pinned } = conversation;
  const message = menu?.message;
  const act = useCallback(
    (name: MessageActionName) => {
      if (!message) return;
      const acts: Readonly<Record<MessageActionName, () => void>> = {
        reply: () => conversation.onReply(message),
        edit: () => conversation.onEdit(message),
        copy: () => {
          void navigator.clipboard
            .writeText(plainText(message.text))
            .then(() => note({ text: t('chats.copied') }));
        },
        pin: () => conversation.onPin(message),
        unpin: () => conversation.onUnpin(message),
        readers: () => state.showModal('readers', message.id),
        history: () => state.showModal('history', message.id),
        delete: () => conversation.onDelete(message),
      };
      acts[name]();
    },
    [message, conversation, state, note],
  );
  if (!menu || !message) return null;
  const reaction = reactionOf(message, me);
  const actions = actionsOf({
    message,
    me,
    may,
    membersCount,
    isPinned: pinned.has(message.id),
    now: Date.now(),
  });
  const takesReaction = mayReact && kindOf(message).takesReactions;
  if (actions.length === 0 && !takesReaction) return null;
  return (
    <MessageMenu
      at={menu.at}
      actions={actions}
      reaction={takesReaction ? reaction : undefined}
      picker={(onChoose) => <EmojiPicker onChoose={onChoose} />}
      onReact={(emoji) => onReact(message, afterChoosing(emoji, reaction))}
      onAct={act}
      onClose={closeMenu}
    />
  );
}
