import { useCallback, useMemo, useState } from 'react';
import { attachmentOf as findAttachment } from '@/data/messenger/attachments';
import type { Composing } from '@/data/messenger/composing';
import {
  useChatState,
  useComposing,
  useMe,
  useMembers,
  useMessage,
  useSnapshot,
} from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import type { ChatDetails } from '@/data/messenger/summary';
import { takeBack } from '@/data/messenger/take-back';
import { usePins } from '@/data/messenger/use-pins';
import type { WritingContext } from '@/features/composer/components/ContextBar';
import { writeMarkup } from '@/features/composer/model/markup';
import { mentionedIn } from '@/features/composer/model/mentions';
import { useDeleteMessage, useReact } from '@/features/messages/api';
import type { ConversationActs, ConversationFacts } from '@/features/messages/components/conversation';
import { previewOf } from '@/features/messages/kinds/kinds';
import type { ShownMessage } from '@/features/messages/model/shown';
import type { MessageRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import type { Point } from '@/shared/ui/point';
import { authorsOf } from './people';
import { useCalls } from './useCalls';
import { usePinning } from './usePinning';

/** What is open over the conversation. */
interface Open {
  readonly menu?: { readonly message: ShownMessage; readonly at: Point } | undefined;
  /** The message whose pictures are viewed, from this one on. */
  readonly viewed?: { readonly message: ShownMessage; readonly first: number } | undefined;
  readonly modal?: { readonly name: 'readers' | 'history'; readonly messageId: string } | undefined;
  readonly card?: string | undefined;
  /** The planned call that is changed. */
  readonly plan?: string | undefined;
}

/** Return the state of the conversation, and what its messages do and know. */
export function useConversationState(
  details: ChatDetails,
  onJump: (number: number) => void,
  isInCall: boolean,
) {
  const chatId = details.chat.id;
  const me = useMe().id;
  const chat = useChatState(chatId);
  const members = chat?.members;
  const attachments = chat?.attachments;
  useMembers(chatId);
  const [open, setOpen] = useState<Open>({});
  const [composing, compose] = useComposing(chatId);
  const named = useMessage(chatId, (composing.editing ?? composing.replyTo)?.number);
  const change = useCallback((part: Partial<Open>) => setOpen((now) => ({ ...now, ...part })), []);
  const people = useMemo(() => authorsOf(members ?? new Map()), [members]);
  const nameOf = useCallback((id: string) => people.get(id)?.name ?? t('messages.somebody'), [people]);
  const attachmentOf = useCallback<ConversationFacts['attachmentOf']>(
    (message) => attachments && findAttachment(attachments, message),
    [attachments],
  );
  const { pins } = usePins(chatId);
  const pinned = useMemo(() => new Set(pins.map(({ message }) => message.id)), [pins]);
  const { chat: chatRead, may, readByOthers } = details;
  const isDialog = chatRead.kind === 'dialog';
  const membersCount = chatRead.members_count;
  const sent = useSnapshot((snapshot) => snapshot.outbox.sent);
  const connections = useSnapshot((snapshot) => snapshot.connections);
  const { runningId, enter } = useCalls();
  const acts = useActsOf(chatId, { onJump, change, compose, enter });
  const facts = useMemo<ConversationFacts>(
    () => ({
      chatId,
      me,
      isDialog,
      mayReact: may.includes('react'),
      may,
      membersCount,
      people,
      nameOf,
      attachmentOf,
      readByOthers,
      pinned,
      sent,
      connections,
      runningCallId: runningId,
      isInCall,
    }),
    [
      chatId,
      me,
      isDialog,
      may,
      membersCount,
      people,
      nameOf,
      attachmentOf,
      readByOthers,
      pinned,
      sent,
      connections,
      runningId,
      isInCall,
    ],
  );
  const state = {
    ...open,
    composing,
    compose,
    /** The message that is replied to or edited, once it is known. */
    named,
    context: contextOf(composing, named, nameOf),
    memberOf: (profileId: string) => members?.get(profileId)?.value,
    showModal: (name: 'readers' | 'history', messageId: string) => change({ modal: { name, messageId } }),
    closeModal: () => change({ modal: undefined, card: undefined, plan: undefined }),
    closeMenu: useCallback(() => change({ menu: undefined }), [change]),
    closeViewer: () => change({ viewed: undefined }),
    edit: acts.onEdit,
    leaveContext: () => compose(() => ({ replyTo: undefined, editing: undefined })),
  };
  return { state, acts, facts };
}

export type ConversationState = ReturnType<typeof useConversationState>['state'];

interface Hands {
  readonly onJump: (number: number) => void;
  readonly change: (part: Partial<Open>) => void;
  readonly compose: (how: (now: Composing) => Partial<Composing>) => void;
  readonly enter: (callId: string) => void;
}

/** Return the acts of messages, always the same object. */
function useActsOf(chatId: string, { onJump, change, compose, enter }: Hands): ConversationActs {
  const sync = useSync();
  const pinning = usePinning(chatId);
  const onDelete = useDelete(chatId);
  const { mutate: react } = useReact();
  return useMemo(
    () => ({
      onJump,
      onReply: ({ id, number }) => compose(() => ({ replyTo: { id, number }, editing: undefined })),
      onEdit: (message) => {
        const { id, number } = message;
        compose(() => ({ editing: { id, number, text: writeMarkup(message) }, replyTo: undefined }));
      },
      onReact: ({ id }, emoji) => react({ chatId, messageId: id, emoji }),
      onPin: ({ id }) => pinning.pin(id),
      onUnpin: ({ id }) => pinning.unpin(id),
      onDelete,
      onOpenPerson: (card) => change({ card }),
      onMenu: (message, at) => change({ menu: { message, at } }),
      onView: (message, first) => change({ viewed: { message, first } }),
      onEnterCall: enter,
      onRetry: ({ waiting }) => void sync.retryMessage(waiting?.id ?? ''),
      onDiscard: ({ waiting }) => void sync.deleteWaiting(waiting?.id ?? ''),
      onSendRest: ({ waiting }) => void sync.outbox.sendRest(waiting?.id ?? ''),
      onTakeBack: (message) => void takeBack(sync, message.waiting?.id ?? '', writeMarkup(message)),
      onPlanCall: (plan) => change({ plan }),
    }),
    [chatId, sync, onJump, change, compose, enter, pinning, onDelete, react],
  );
}

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

function contextOf(
  { replyTo, editing }: Composing,
  named: MessageRead | undefined,
  nameOf: (id: string) => string,
): WritingContext | undefined {
  const words = named ? previewOf(named, { nameOf }) : '';
  if (editing) {
    const { id, text } = editing;
    return { kind: 'edit', id, text, words, mentioned: named ? mentionedIn(named) : [] };
  }
  return replyTo && { kind: 'reply', id: replyTo.id, name: nameOf(named?.author_id ?? ''), words };
}
