import { useCallback, useEffect, useMemo, useState } from 'react';
import { useChatState, useSnapshot } from './hooks';
import { type KnownChat, lastNumber } from './known-chat';
import type { PageAnchor } from './reader';
import { useSync } from './SyncProvider';
import { messagesIn, rangeAt, type ShownMessage, shown, waitingOf } from './snapshot';
import { readNumberOf, unreadOf } from './summary';

/** Messages to load at least when a chat is opened. */
const FIRST_LOOK = 30;

/** A gapless conversation that can be extended at both ends. */
export interface History {
  /** Oldest first; waiting messages are last, if the end is shown. */
  readonly messages: readonly ShownMessage[];
  readonly isLoading: boolean;
  readonly failure: unknown;
  readonly hasEarlier: boolean;
  readonly hasLater: boolean;
  readonly loadEarlier: () => void;
  readonly loadLater: () => void;
  /** Show this message. */
  readonly jumpTo: (number: number) => Promise<void>;
  readonly jumpToEnd: () => Promise<void>;
  /** The first message that was unread when the chat was opened. */
  readonly firstUnread: number | undefined;
  /** Retry after a failure. */
  readonly retry: () => void;
}

/** Return the history of a chat. It opens at the first unread message, else at the end. */
export function useHistory(chatId: string): History {
  const sync = useSync();
  const chat = useChatState(chatId);
  const outbox = useSnapshot((snapshot) => snapshot.outbox);
  const meId = useSnapshot(({ world }) => world.me.id);
  const { anchor, setAnchor, firstUnread } = useOpening(chatId, chat);
  const { load, isLoading, failure, retry } = useLoading(chatId);

  const range = chat && rangeAt(chat, anchor);
  const hasEarlier = chat !== undefined && lastNumber(chat) > 0 && (range === undefined || range.first > 1);
  const hasLater = chat !== undefined && range !== undefined && range.last < lastNumber(chat);
  const isShort = range === undefined || range.last - range.first + 1 < FIRST_LOOK;
  const mayLoad = !isLoading && failure === undefined;

  useEffect(() => {
    if (!chat || !mayLoad || lastNumber(chat) === 0) return;
    if (range === undefined) load({ around: anchor === 'end' ? lastNumber(chat) : anchor });
    else if (hasLater && (anchor === 'end' || isShort)) load({ after: range.last });
    else if (hasEarlier && isShort) load({ before: range.first });
  }, [chat, range, anchor, hasEarlier, hasLater, isShort, mayLoad, load]);

  const messages = useMemo(() => {
    if (!chat) return [];
    const known = range ? messagesIn(chat, range).map((message) => shown(message, meId)) : [];
    return hasLater ? known : [...known, ...waitingOf(chat, outbox, meId)];
  }, [chat, range, hasLater, outbox, meId]);

  const jumpTo = useCallback(
    async (number: number) => {
      const known = sync.snapshot.world.chats.get(chatId);
      if (known && !rangeAt(known, number)) await sync.reader.readPage(chatId, { around: number });
      setAnchor(number);
    },
    [sync, chatId, setAnchor],
  );
  const jumpToEnd = useCallback(async () => setAnchor('end'), [setAnchor]);
  const loadEarlier = useCallback(() => range && load({ before: range.first }), [range, load]);
  const loadLater = useCallback(() => range && load({ after: range.last }), [range, load]);
  return {
    messages,
    isLoading: isLoading || (chat !== undefined && range === undefined && lastNumber(chat) > 0 && mayLoad),
    failure,
    hasEarlier,
    hasLater,
    loadEarlier,
    loadLater,
    jumpTo,
    jumpToEnd,
    firstUnread,
    retry,
  };
}

/** The anchor at which the chat opens; the first unread message stays marked. */
function useOpening(chatId: string, chat: KnownChat | undefined) {
  const sync = useSync();
  const [opened, setOpened] = useState<{
    readonly chatId: string;
    readonly firstUnread: number | undefined;
  }>();
  const [anchor, setAnchor] = useState<number | 'end'>('end');
  if (chat && opened?.chatId !== chatId) {
    const localReadNumber = sync.snapshot.localReadNumbers.get(chatId);
    const firstUnread =
      unreadOf(chat, localReadNumber) > 0 ? readNumberOf(chat, localReadNumber) + 1 : undefined;
    setOpened({ chatId, firstUnread });
    setAnchor(firstUnread ?? 'end');
  }
  return { anchor, setAnchor, firstUnread: opened?.chatId === chatId ? opened.firstUnread : undefined };
}

/** The running page request of this chat, and the last error. */
function useLoading(chatId: string) {
  const sync = useSync();
  const [state, setState] = useState<{ chatId: string; isLoading: boolean; failure: unknown }>();
  const isHere = state?.chatId === chatId;
  const load = useCallback(
    (place: PageAnchor) => {
      setState({ chatId, isLoading: true, failure: undefined });
      sync.reader.readPage(chatId, place).then(
        () => setState({ chatId, isLoading: false, failure: undefined }),
        (failure: unknown) => setState({ chatId, isLoading: false, failure }),
      );
    },
    [sync, chatId],
  );
  const retry = useCallback(() => setState(undefined), []);
  return { load, retry, isLoading: isHere && state.isLoading, failure: isHere ? state.failure : undefined };
}
