import { useCallback, useEffect, useMemo, useState } from 'react';
import { useChatState, useSnapshot } from './hooks';
import { type KnownChat, lastNumber } from './known-chat';
import type { PageAnchor } from './page-anchor';
import type { Range } from './ranges';
import { useSync } from './SyncProvider';
import { editsOf, messagesIn, rangeAt, type ShownMessage, shown, shownEdited, waitingOf } from './snapshot';
import { firstUnreadOf } from './summary';

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
  const { anchor, setAnchor, firstUnread } = useOpening(chatId, chat);
  const { load, isLoading, failure, retry, inVain } = useLoading(chatId);

  const last = chat ? lastNumber(chat) : 0;
  // A link may lead past the end: to a message that was lost with a restored backup.
  const at = anchor === 'end' ? anchor : Math.min(anchor, last);
  const range = chat && rangeAt(chat, at);
  const hasEarlier = last > 0 && (range === undefined || range.first > 1);
  const hasLater = range !== undefined && range.last < last;
  const isShort = range === undefined || range.last - range.first + 1 < FIRST_LOOK;
  const mayLoad = !isLoading && failure === undefined;
  const wanted = useMemo((): PageAnchor | undefined => {
    if (last === 0) return undefined;
    if (range === undefined) return { around: at === 'end' ? last : at };
    if (hasLater && (at === 'end' || isShort)) return { after: range.last };
    return hasEarlier && isShort ? { before: range.first } : undefined;
  }, [range, at, last, hasEarlier, hasLater, isShort]);
  const isInVain = wanted !== undefined && inVain !== undefined && inVain === attemptKey(wanted, chat);

  useEffect(() => {
    if (!wanted || !mayLoad) return;
    if (!isInVain) load(wanted);
    else if (range === undefined) setAnchor('end');
  }, [wanted, isInVain, range, mayLoad, load, setAnchor]);

  const messages = useShownMessages(chat, range, !hasLater);

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
    isLoading: isLoading || (range === undefined && last > 0 && mayLoad && !isInVain),
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
    const firstUnread = firstUnreadOf(chat, sync.snapshot.localReadNumbers.get(chatId));
    setOpened({ chatId, firstUnread });
    setAnchor(firstUnread ?? 'end');
  }
  return { anchor, setAnchor, firstUnread: opened?.chatId === chatId ? opened.firstUnread : undefined };
}

/** The messages of a range, with what waits; a change of the chat that is none of its messages changes nothing. */
function useShownMessages(
  chat: KnownChat | undefined,
  range: Range | undefined,
  withWaiting: boolean,
): readonly ShownMessage[] {
  const outbox = useSnapshot((snapshot) => snapshot.outbox);
  const meId = useSnapshot(({ world }) => world.me.id);
  const messages = chat?.messages;
  const [first, last] = [range?.first ?? 1, range?.last ?? 0];
  const known = useMemo(
    () => (messages ? messagesIn(messages, { first, last }) : []),
    [messages, first, last],
  );
  // What waits is compared with the messages, and nothing else of the chat.
  const chatId = chat?.id;
  return useMemo(() => {
    if (chatId === undefined || !messages) return [];
    const edits = editsOf(chatId, outbox);
    const told = known.map((message) => {
      const edit = edits.get(message.id);
      return edit ? shownEdited(message, edit, outbox, meId) : shown(message, meId);
    });
    return withWaiting ? [...told, ...waitingOf(chatId, messages, outbox, meId)] : told;
  }, [chatId, messages, known, withWaiting, outbox, meId]);
}

interface Loading {
  readonly chatId: string;
  readonly isLoading: boolean;
  readonly failure?: unknown;
  /** The last attempt, if it has brought nothing. */
  readonly inVain?: string | undefined;
}

/** The running page request of this chat, the last error, and what need not be asked again. */
function useLoading(chatId: string) {
  const sync = useSync();
  const [state, setState] = useState<Loading>();
  const isHere = state?.chatId === chatId;
  const load = useCallback(
    (place: PageAnchor) => {
      const attempt = () => attemptKey(place, sync.snapshot.world.chats.get(chatId));
      const before = attempt();
      setState({ chatId, isLoading: true });
      sync.reader.readPage(chatId, place).then(
        () => setState({ chatId, isLoading: false, inVain: attempt() === before ? before : undefined }),
        (failure: unknown) => setState({ chatId, isLoading: false, failure }),
      );
    },
    [sync, chatId],
  );
  const retry = useCallback(() => setState(undefined), []);
  return {
    load,
    retry,
    isLoading: isHere && state.isLoading,
    failure: isHere ? state.failure : undefined,
    inVain: isHere ? state.inVain : undefined,
  };
}

/** A page request with all that is known when it is made: the same again brings the same. */
function attemptKey(place: PageAnchor, chat: KnownChat | undefined): string {
  return JSON.stringify([place, chat?.ranges, chat && lastNumber(chat)]);
}
