/** Reads from the server what streams do not deliver: the list, a chat, its members, its history. */
import { api } from '@/shared/api/client';
import { isApiError, isFinal, NetworkError } from '@/shared/api/errors';
import type { ChatView, MessagePage } from '@/shared/api/schema';
import { drawable } from '@/shared/stream/shapes';
import type { Socket } from '@/shared/stream/socket';
import type { EntityUpdate } from '@/shared/stream/wire';
import { affectedChat } from './affected-chat';
import {
  readAttachments,
  readMessages,
  readRanges,
  saveMembers,
  savePage,
  savePins,
  savePosition,
  saveView,
} from './cache';
import { anchorNumber, type PageAnchor } from './page-anchor';
import { rangeOf, rangeWith } from './ranges';
import type { State } from './state';
import { chatStream, profileStream } from './streams';
import { dropUnranged, takeList, takeMembers, takePage, takePins, takeView, withoutChat } from './world';

/** Messages of one page. */
const PAGE = 50;
/** From this number of chats on, reading the list is cheaper than reading each chat. */
const MANY = 4;
const RETRY_MS = 3_000;
const RIGHTS_MS = 250;

export class Reader {
  /** The running requests, so that nothing is read twice at once. */
  private readonly inFlight = new Map<string, Promise<void>>();
  private readonly pagesInFlight = new Map<string, number>();
  /** The connection for which the ephemeral data of a chat (read numbers of others) were read. */
  private readonly freshFor = new Map<string, number>();
  /** The reads that failed without a connection. */
  private readonly missed = new Map<string, () => void>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly state: State,
    private readonly socket: Socket,
  ) {}

  /** Read the list of chats, with the position of each stream. */
  readList(): Promise<void> {
    return this.once('list', async () => {
      const data = await api.GET('/api/chats').then(
        (answer) => answer.data,
        (failure: unknown) => {
          this.state.change({ listFailure: failure });
          if (!isFinal(failure)) this.retryLater('list', () => void this.readList());
          return undefined;
        },
      );
      if (!data) return;
      this.state.change({ listFailure: undefined });
      const views = data.chats.map(drawableView);
      this.state.changeWorld((world) => takeList(world, views, data.profile_seq));
      for (const view of views) this.saveAndStart(view);
      const own = profileStream(this.state.snapshot.world.me.id);
      void this.state.persist((database) => savePosition(database, own, data.profile_seq));
      this.socket.snapshot(own, data.profile_seq);
    });
  }

  /** Read a chat. One that is not found is removed. */
  readChat(chatId: string): Promise<void> {
    return this.once(`chat ${chatId}`, async () => {
      try {
        const isThere = await this.findChat(chatId);
        if (!isThere) this.state.changeWorld((world) => withoutChat(world, chatId));
      } catch (failure) {
        if (!isFinal(failure)) this.retryLater(`chat ${chatId}`, () => void this.readChat(chatId));
      }
    });
  }

  /** Return whether the server knows a chat that is not known here. Rejects without an answer. */
  async findChat(chatId: string): Promise<boolean> {
    try {
      const { data } = await api.GET('/api/chats/{chat_id}', { params: { path: { chat_id: chatId } } });
      if (!data) return false;
      const view = drawableView(data);
      this.state.changeWorld((world) => takeView(world, view));
      this.saveAndStart(view);
      return true;
    } catch (failure) {
      if (isApiError(failure, 'not_found')) return false;
      throw failure;
    }
  }

  /** Read a chat, once for each connection. */
  freshen(chatId: string, connection: number): void {
    if (this.freshFor.get(chatId) === connection) return;
    this.freshFor.set(chatId, connection);
    void this.readChat(chatId);
  }

  /** The connection is back: repeat the failed reads. */
  catchUp(): void {
    const missed = [...this.missed.values()];
    this.missed.clear();
    for (const read of missed) read();
  }

  /** Read these chats again, and if asked the person's own data. */
  async rereadChats(chatIds: readonly string[], andMine: boolean): Promise<void> {
    if (andMine || chatIds.length >= MANY) await this.readList();
    else await Promise.all(chatIds.map((id) => this.readChat(id)));
  }

  /** Read all members of a chat. Rejects on failure, and reads them again when that may help. */
  readMembers(chatId: string): Promise<void> {
    return this.once(`members ${chatId}`, async () => {
      const path = { chat_id: chatId };
      const { data } = await api
        .GET('/api/chats/{chat_id}/members', { params: { path } })
        .catch((failure: unknown) => {
          const again = () => void this.readMembers(chatId).catch(() => undefined);
          if (!isFinal(failure)) this.retryLater(`members ${chatId}`, again);
          throw failure;
        });
      if (!data) return;
      const members = drawable('member', data.members);
      this.state.changeWorld((world) => takeMembers(world, chatId, members, data.seq));
      void this.state.persist((database) => saveMembers(database, chatId, members, data.seq));
    });
  }

  /** Read all pins of a chat. */
  readPins(chatId: string): Promise<void> {
    return this.once(`pins ${chatId}`, async () => {
      const path = { chat_id: chatId };
      try {
        const { data } = await api.GET('/api/chats/{chat_id}/pins', { params: { path } });
        if (!data) return;
        this.state.changeWorld((world) => takePins(world, chatId, data));
        const chat = this.state.snapshot.world.chats.get(chatId);
        if (chat) void this.state.persist((database) => savePins(database, chat, data.seq));
      } catch (failure) {
        if (!isFinal(failure)) this.retryLater(`pins ${chatId}`, () => void this.readPins(chatId));
      }
    });
  }

  /** Read a page of history; without a network, from the cache. Rejects if there is nothing. */
  readPage(chatId: string, anchor: PageAnchor): Promise<void> {
    return this.once(`page ${chatId} ${JSON.stringify(anchor)}`, async () => {
      this.pagesInFlight.set(chatId, (this.pagesInFlight.get(chatId) ?? 0) + 1);
      try {
        const params = { path: { chat_id: chatId }, query: { ...anchor, limit: PAGE } };
        const { data } = await api.GET('/api/chats/{chat_id}/messages', { params });
        if (!data) return;
        // What cannot be drawn is passed over, and not asked for again.
        const range = rangeOf(data.messages);
        const page = { ...data, messages: drawable('message', data.messages) };
        this.state.changeWorld((world) => takePage(world, chatId, page, range));
        void this.state.persist((database) => savePage(database, chatId, page, range));
      } catch (failure) {
        const cached = failure instanceof NetworkError ? await this.cachedPage(chatId, anchor) : undefined;
        if (!cached) throw failure;
        this.state.changeWorld((world) => takePage(world, chatId, cached));
      } finally {
        const left = (this.pagesInFlight.get(chatId) ?? 1) - 1;
        this.pagesInFlight.set(chatId, left);
        if (left === 0) this.state.changeWorld((world) => dropUnranged(world, chatId));
      }
    });
  }

  /** Read those chats again of which the server computes something that these updates have changed. */
  rereadAffected(updates: readonly EntityUpdate[]): void {
    const { world } = this.state.snapshot;
    for (const update of updates) {
      const chatId = affectedChat(world, update);
      if (chatId === undefined) continue;
      this.later(`rights ${chatId}`, RIGHTS_MS, () => void this.readChat(chatId));
    }
  }

  /** Stop scheduled reads. */
  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private saveAndStart(view: ChatView): void {
    const chat = this.state.snapshot.world.chats.get(view.chat.id);
    if (chat) void this.state.persist((database) => saveView(database, view, chat));
    this.socket.snapshot(chatStream(view.chat.id), view.seq);
  }

  private async cachedPage(chatId: string, anchor: PageAnchor): Promise<MessagePage | undefined> {
    const chat = this.state.snapshot.world.chats.get(chatId);
    if (!chat) return undefined;
    let messages: MessagePage['messages'] = [];
    let attachments: MessagePage['attachments'] = [];
    let seq = 0;
    await this.state.persist(async (database) => {
      const range = rangeWith(await readRanges(database, chatId), anchorNumber(anchor));
      if (!range) return;
      const wanted = {
        first: Math.max(range.first, 'after' in anchor ? anchor.after + 1 : anchorNumber(anchor) - PAGE),
        last: Math.min(range.last, 'before' in anchor ? anchor.before - 1 : anchorNumber(anchor) + PAGE),
      };
      const cached = await readMessages(database, chatId, wanted);
      const carried = await readAttachments(database, chatId);
      messages = cached.map(({ value }) => value);
      attachments = carried.map(({ value }) => value);
      seq = Math.min(...[...cached, ...carried].map(({ at }) => at));
    });
    return messages.length > 0 ? { seq, messages, attachments, last_number: chat.lastNumber } : undefined;
  }

  private once(name: string, read: () => Promise<void>): Promise<void> {
    const known = this.inFlight.get(name);
    if (known) return known;
    const running = read().finally(() => this.inFlight.delete(name));
    this.inFlight.set(name, running);
    return running;
  }

  /** Retry soon; without a connection, when it is back. */
  private retryLater(name: string, read: () => void): void {
    if (this.state.snapshot.phase === 'online') this.later(name, RETRY_MS, read);
    else this.missed.set(name, read);
  }

  private later(name: string, after: number, act: () => void): void {
    clearTimeout(this.timers.get(name));
    this.timers.set(name, setTimeout(act, after));
  }
}

/** Return the view without a last message that cannot be drawn. */
function drawableView(view: ChatView): ChatView {
  if (!view.last_message || drawable('message', [view.last_message]).length > 0) return view;
  return { ...view, last_message: null, last_attachment: null };
}
