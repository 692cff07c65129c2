import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { MemberRead, MessageRead, ProfileRead } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { connectionStatus } from '@/shared/stream/connection';
import { type ChatOrder, type ChatSummary, selectOrder, selectSummary } from './chat-list';
import { type Composing, composingIn } from './composing';
import type { KnownChat } from './known-chat';
import { useSync } from './SyncProvider';
import { editsOf, type Snapshot, withEdit } from './snapshot';
import { type ChatDetails, detailsOf, isMuted, presentMembers, unreadOf } from './summary';
import { selectUnreadTotal } from './unread-total';

/** Return the selected part of the snapshot; renders again when it is another object. */
export function useSnapshot<T>(select: (snapshot: Snapshot) => T): T {
  const sync = useSync();
  return useSyncExternalStore(sync.subscribe, () => select(sync.snapshot));
}

/** Return the signed-in profile. */
export function useMe(): ProfileRead {
  return useSnapshot(({ world }) => world.me);
}

/** Return the status of the connection. */
export function useConnection(): 'online' | 'connecting' | 'offline' {
  return useSnapshot(({ phase }) => connectionStatus(phase));
}

/** Return whether the list of chats is known, and the error of reading it, if any. */
export function useListState(): { readonly isLoading: boolean; readonly failure: unknown } {
  const isLoading = useSnapshot(({ world }) => !world.isLoaded);
  const failure = useSnapshot(({ listFailure }) => listFailure);
  return { isLoading, failure };
}

/** Return the ids of the listed chats; renders again when the order changes. */
export function useChatIds(openId: string | undefined): ChatOrder {
  const before = useRef<ChatOrder>(undefined);
  return useSnapshot((snapshot) => {
    before.current = selectOrder(snapshot, openId, before.current);
    return before.current;
  });
}

/** Return the row of a chat; renders again when something of it changes. */
export function useChatSummary(chatId: string): ChatSummary | undefined {
  return useSnapshot((snapshot) => selectSummary(snapshot, chatId));
}

/** Return a chat for its header, or undefined. */
export function useChat(chatId: string): ChatDetails | undefined {
  const chat = useChatState(chatId);
  const localReadNumber = useSnapshot((snapshot) => snapshot.localReadNumbers.get(chatId));
  useFreshness(chatId, chat !== undefined);
  const muted = useSnapshot(({ world }) => {
    const present = world.chats.get(chatId);
    return present !== undefined && isMuted(present, serverNow());
  });
  return useMemo(() => chat && detailsOf(chat, muted, localReadNumber), [chat, muted, localReadNumber]);
}

/** Read a chat once for each connection: updates without a seq, such as how far others have read, may be missed. */
export function useFreshness(chatId: string, isWanted: boolean): void {
  const sync = useSync();
  // What is read before the first connection stands is read for it.
  const connection = useSnapshot(({ connections }) => Math.max(connections, 1));
  useEffect(() => {
    if (isWanted) sync.reader.freshen(chatId, connection);
  }, [sync, chatId, isWanted, connection]);
}

/** Return the present members, admins first; reads them if unknown. */
export function useMembers(chatId: string): {
  readonly members: readonly MemberRead[];
  readonly isLoading: boolean;
  readonly failure: unknown;
  readonly retry: () => void;
} {
  const chat = useChatState(chatId);
  const { failure, retry } = useAllMembers(chatId, chat);
  const members = useMemo(() => (chat ? presentMembers(chat) : []), [chat]);
  const isLoading = chat !== undefined && !chat.hasAllMembers && failure === undefined;
  return { members, isLoading, failure, retry };
}

/** Return the profiles that are typing in a chat, without me. */
export function useTyping(chatId: string): readonly string[] {
  const typing = useSnapshot((snapshot) => snapshot.typing.get(chatId));
  return useMemo(() => [...(typing?.keys() ?? [])], [typing]);
}

/** Return the draft of a chat, and the function to store it. */
export function useDraft(chatId: string): readonly [string, (text: string) => void] {
  const sync = useSync();
  const draft = useSnapshot(({ world, localDrafts }) => {
    return localDrafts.get(chatId) ?? world.chats.get(chatId)?.chatState.value.draft ?? '';
  });
  const write = useCallback((text: string) => sync.drafts.write(chatId, text), [sync, chatId]);
  return [draft, write];
}

/** Return what the composer of a chat holds besides its draft, and the function to change it. */
export function useComposing(chatId: string) {
  const sync = useSync();
  const composing = useSnapshot((snapshot) => composingIn(snapshot.composing, chatId));
  const change = useCallback(
    (how: (now: Composing) => Partial<Composing>) => sync.compositions.change(chatId, how),
    [sync, chatId],
  );
  return [composing, change] as const;
}

/** Return a message of a chat with the edit of it that waits; reads it if unknown. */
export function useMessage(chatId: string, number: number | undefined): MessageRead | undefined {
  const sync = useSync();
  const chat = useChatState(chatId);
  const outbox = useSnapshot((snapshot) => snapshot.outbox);
  const known = number === undefined ? undefined : chat?.messages.get(number)?.value;
  const isMissing = number !== undefined && chat !== undefined && !known;
  useEffect(() => {
    // Without an answer the page does without it.
    if (isMissing) sync.reader.readPage(chatId, { around: number }).catch(() => undefined);
  }, [sync, chatId, number, isMissing]);
  return useMemo(() => {
    const edit = known && editsOf(chatId, outbox).get(known.id);
    return edit ? withEdit(known, edit, outbox) : known;
  }, [chatId, known, outbox]);
}

/** Count the unread messages of a chat. */
export function useUnread(chatId: string): number {
  return useSnapshot(({ world, localReadNumbers }) => {
    const chat = world.chats.get(chatId);
    return chat ? unreadOf(chat, localReadNumbers.get(chatId)) : 0;
  });
}

/** Count the unread messages of chats that are not muted. */
export function useUnreadTotal(): number {
  return useSnapshot(selectUnreadTotal);
}

/** Return a known chat. */
export function useChatState(chatId: string): KnownChat | undefined {
  return useSnapshot(({ world }) => world.chats.get(chatId));
}

function useAllMembers(chatId: string, chat: KnownChat | undefined) {
  const sync = useSync();
  const [failure, setFailure] = useState<unknown>();
  const isMissing = chat !== undefined && !chat.hasAllMembers;
  const retry = useCallback(() => {
    setFailure(undefined);
    sync.reader.readMembers(chatId).catch(setFailure);
  }, [sync, chatId]);
  useEffect(() => {
    if (isMissing) retry();
    else setFailure(undefined);
  }, [isMissing, retry]);
  return { failure, retry };
}
