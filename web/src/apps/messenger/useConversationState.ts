import { useCallback, useMemo, useState } from 'react';
import { attachmentOf as findAttachment } from '@/data/messenger/attachments';
import { useChatState, useMe, useMembers } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import type { ChatDetails } from '@/data/messenger/summary';
import { usePins } from '@/data/messenger/use-pins';
import type { WritingContext } from '@/features/composer/components/ContextBar';
import { writeMarkup } from '@/features/composer/model/markup';
import { mentionedIn } from '@/features/composer/model/mentions';
import { useDeleteMessage, useReact } from '@/features/messages/api';
import type { Conversation } from '@/features/messages/components/conversation';
import { previewOf } from '@/features/messages/kinds/kinds';
import type { ShownMessage } from '@/features/messages/model/shown';
import type { FileRead, MessageRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import type { Point } from '@/shared/ui/point';
import { authorsOf } from './people';
import { useCalls } from './useCalls';
import { usePinning } from './usePinning';

/** What is open over the conversation, and whether the next message replies or edits. */
interface Open {
  readonly replyTo?: MessageRead | undefined;
  readonly editing?: MessageRead | undefined;
  readonly menu?: { readonly message: ShownMessage; readonly at: Point } | undefined;
  readonly pictures?: { readonly pictures: readonly FileRead[]; readonly first: number } | undefined;
  readonly modal?: { readonly name: 'readers' | 'history'; readonly messageId: string } | undefined;
  readonly card?: string | undefined;
}

/** Return the state of the conversation and the actions of its messages. */
export function useConversationState(details: ChatDetails, onJump: (number: number) => void) {
  const chatId = details.chat.id;
  const sync = useSync();
  const me = useMe().id;
  const chat = useChatState(chatId);
  const members = chat?.members;
  const attachments = chat?.attachments;
  useMembers(chatId);
  const [open, setOpen] = useState<Open>({});
  const change = useCallback((part: Partial<Open>) => setOpen((now) => ({ ...now, ...part })), []);
  const people = useMemo(() => authorsOf(members ?? new Map()), [members]);
  const nameOf = useCallback((id: string) => people.get(id)?.name ?? t('messages.somebody'), [people]);
  const attachmentOf = useCallback<Conversation['attachmentOf']>(
    (message) => attachments && findAttachment(attachments, message),
    [attachments],
  );
  const { pins } = usePins(chatId);
  const pinned = useMemo(() => new Set(pins.map(({ message }) => message.id)), [pins]);
  const pinning = usePinning(chatId);
  const deleteMessage = useDelete(chatId);
  const react = useReact().mutate;
  const calls = useCalls();

  const conversation = useMemo<Conversation>(
    () => ({
      chatId,
      me,
      people,
      nameOf,
      attachmentOf,
      isDialog: details.chat.kind === 'dialog',
      mayReact: details.may.includes('react'),
      may: details.may,
      membersCount: details.chat.members_count,
      readByOthers: details.readByOthers,
      onJump,
      onReply: (message) => change({ replyTo: message, editing: undefined }),
      onEdit: (message) => change({ editing: message, replyTo: undefined }),
      onReact: ({ id }, emoji) => react({ chatId, messageId: id, emoji }),
      pinned,
      onPin: ({ id }) => pinning.pin(id),
      onUnpin: ({ id }) => pinning.unpin(id),
      onDelete: deleteMessage,
      onOpenPerson: (card) => change({ card }),
      onMenu: (message, at) => change({ menu: { message, at } }),
      onView: (pictures, first) => change({ pictures: { pictures, first } }),
      onEnterCall: calls.enter,
      runningCallId: calls.runningId,
      onRetry: ({ client_id }) => void sync.retryMessage(client_id ?? ''),
      onDiscard: ({ client_id }) => void sync.deleteWaiting(client_id ?? ''),
    }),
    [
      chatId,
      me,
      people,
      nameOf,
      attachmentOf,
      details,
      onJump,
      change,
      react,
      deleteMessage,
      pinned,
      pinning,
      sync,
      calls,
    ],
  );
  const state = {
    ...open,
    context: contextOf(open, nameOf),
    memberOf: (profileId: string) => members?.get(profileId)?.value,
    showModal: (name: 'readers' | 'history', messageId: string) => change({ modal: { name, messageId } }),
    closeModal: () => change({ modal: undefined, card: undefined }),
    closeMenu: useCallback(() => change({ menu: undefined }), [change]),
    closeViewer: () => change({ pictures: undefined }),
    edit: conversation.onEdit,
    leaveContext: () => change({ replyTo: undefined, editing: undefined }),
  };
  return [state, conversation] as const;
}

export type ConversationState = ReturnType<typeof useConversationState>[0];

/** Deleting for everybody needs a confirmation. */
function useDelete(chatId: string) {
  const { confirm } = useOverlays();
  const { mutate } = useDeleteMessage();
  return useCallback(
    async ({ id }: ShownMessage) => {
      const isSure = await confirm({
        title: t('chats.deleteAsk'),
        text: t('chats.deleteHint'),
        confirm: t('chats.deleteConfirm'),
        isDestructive: true,
      });
      if (isSure) mutate({ chatId, messageId: id });
    },
    [chatId, confirm, mutate],
  );
}

function contextOf({ replyTo, editing }: Open, nameOf: (id: string) => string): WritingContext | undefined {
  if (editing) {
    return {
      kind: 'edit',
      id: editing.id,
      text: writeMarkup(editing),
      words: previewOf(editing, { nameOf }),
      mentioned: mentionedIn(editing),
    };
  }
  if (!replyTo) return undefined;
  const name = nameOf(replyTo.author_id ?? '');
  return { kind: 'reply', id: replyTo.id, name, words: previewOf(replyTo, { nameOf }) };
}
