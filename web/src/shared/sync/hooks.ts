import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ChatRead, MemberRead, ProfileRead } from '../api/schema';
import type { Face } from '../ui/Avatar';
import { type Attachment, attachmentOf } from './attachments';
import { connectionStatus } from './connection';
import { useSync } from './SyncProvider';
import { type ShownMessage, type Snapshot, shown, waitingOf } from './snapshot';
import {
  type ChatDetails,
  detailsOf,
  faceOf,
  isMuted,
  lastMessageOf,
  momentOf,
  otherOf,
  presentMembers,
  titleOf,
  unreadMentionsOf,
  unreadOf,
  unreadTotal,
} from './summary';
import type { KnownChat } from './world';

/** A row of the list of chats. */
export interface ChatSummary {
  readonly id: string;
  readonly chat: ChatRead;
  readonly title: string;
  readonly face: Face;
  /** The other person of a dialog. */
  readonly other: MemberRead | undefined;
  readonly last: ShownMessage | undefined;
  readonly lastAuthor: MemberRead | undefined;
  /** The present state of what the last message carries. */
  readonly lastAttachment: Attachment | undefined;
  readonly unread: number;
  readonly unreadMentions: number;
  readonly isMuted: boolean;
  readonly draft: string;
  /** The time by which the list is sorted. */
  readonly at: string;
  /** Profiles that are typing now, without me. */
  readonly typing: readonly string[];
  /** Own messages up to this number have been read by somebody. */
  readonly readByOthers: number;
}

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

/** Return all chats, the one with the newest message first. */
export function useChatList(): {
  readonly chats: readonly ChatSummary[];
  readonly isLoading: boolean;
  readonly failure: unknown;
} {
  const snapshot = useSnapshot((whole) => whole);
  const { world, outbox, localReadNumbers: localReadNumber, localDrafts, typing, listFailure } = snapshot;
  const chats = useMemo(() => {
    const rows = [...world.chats.values()].map((chat) =>
      summaryOf(chat, { world, outbox, localReadNumbers: localReadNumber, localDrafts, typing }),
    );
    return rows.sort((one, other) => (one.at < other.at ? 1 : -1));
  }, [world, outbox, localReadNumber, localDrafts, typing]);
  return { chats, isLoading: !world.isLoaded, failure: listFailure };
}

/** Return a chat for its header, or undefined. */
export function useChat(chatId: string): ChatDetails | undefined {
  const sync = useSync();
  const chat = useChatState(chatId);
  const localReadNumber = useSnapshot((snapshot) => snapshot.localReadNumbers.get(chatId));
  const isThere = chat !== undefined;
  useEffect(() => {
    if (isThere) sync.reader.freshen(chatId);
  }, [sync, chatId, isThere]);
  return useMemo(() => chat && detailsOf(chat, Date.now(), localReadNumber), [chat, localReadNumber]);
}

/** Return the present members, admins first; reads them if unknown. */
export function useMembers(chatId: string): {
  readonly members: readonly MemberRead[];
  readonly isLoading: boolean;
  readonly failure: unknown;
} {
  const chat = useChatState(chatId);
  const failure = useAllMembers(chatId, chat);
  const members = useMemo(() => (chat ? presentMembers(chat) : []), [chat]);
  return { members, isLoading: chat !== undefined && !chat.hasAllMembers && failure === undefined, failure };
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

/** Count the unread messages of chats that are not muted. */
export function useUnreadTotal(): number {
  return useSnapshot(({ world, localReadNumbers: localReadNumber }) =>
    unreadTotal(world, Date.now(), localReadNumber),
  );
}

/** Return a known chat. */
export function useChatState(chatId: string): KnownChat | undefined {
  return useSnapshot(({ world }) => world.chats.get(chatId));
}

function useAllMembers(chatId: string, chat: KnownChat | undefined): unknown {
  const sync = useSync();
  const [failure, setFailure] = useState<unknown>();
  const isMissing = chat !== undefined && !chat.hasAllMembers;
  useEffect(() => {
    setFailure(undefined);
    if (isMissing) sync.reader.readMembers(chatId).catch(setFailure);
  }, [sync, chatId, isMissing]);
  return failure;
}

function summaryOf(
  chat: KnownChat,
  {
    world,
    outbox,
    localReadNumbers: localReadNumber,
    localDrafts,
    typing,
  }: Omit<Snapshot, 'phase' | 'listFailure'>,
): ChatSummary {
  const other = otherOf(chat);
  const known = lastMessageOf(chat);
  const last = waitingOf(chat, outbox, world.me.id).at(-1) ?? (known && shown(known, world.me.id));
  const author = last?.message.author_id;
  const read = localReadNumber.get(chat.id);
  return {
    id: chat.id,
    chat: chat.chat.value,
    title: titleOf(chat.chat.value, other),
    face: faceOf(chat.chat.value, other),
    other,
    last,
    lastAuthor: author ? chat.members.get(author)?.value : undefined,
    lastAttachment: last && attachmentOf(chat.attachments, last.message),
    unread: unreadOf(chat, read),
    unreadMentions: unreadMentionsOf(chat, read),
    isMuted: isMuted(chat, Date.now()),
    draft: localDrafts.get(chat.id) ?? chat.chatState.value.draft,
    at: last?.waiting ? last.message.sent_at : momentOf(chat),
    typing: [...(typing.get(chat.id)?.keys() ?? [])],
    readByOthers: chat.readByOthers,
  };
}
