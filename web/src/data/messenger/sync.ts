/**
 * One tab's messenger: cache, updates, queries and outbox, joined into one snapshot. A thin layer over the pure
 * models beside it.
 */
import { api } from '@/shared/api/client';
import type { ProfileRead } from '@/shared/api/schema';
import { giveUp } from '@/shared/api/uploads';
import { type Connection, initialConnection } from '@/shared/stream/connection';
import type { Follower } from '@/shared/stream/feed';
import { Socket } from '@/shared/stream/socket';
import { type CachedState, saveMeta } from './cache';
import { Compositions } from './compositions';
import { type Database, wipeDatabase } from './database';
import { deliver } from './deliver';
import { Drafts } from './drafts';
import { endSessions } from './end-sessions';
import { watchMutes } from './mutes';
import type { Draft } from './outbox-item';
import { OutboxRunner } from './outbox-runner';
import { ReadNumbers } from './read-numbers';
import { Reader } from './reader';
import type { SentKinds } from './sent-kinds';
import type { Snapshot } from './snapshot';
import { State } from './state';
import { chatStream } from './streams';
import { type LeaveCause, openTabs, type TabMessage, type Tabs } from './tabs';
import { Typing } from './typing';
import { type ReceivedUpdates, UpdateProcessor } from './update-processor';
import type { World } from './world';

export class Sync {
  readonly reader: Reader;
  readonly outbox: OutboxRunner;
  readonly readNumbers: ReadNumbers;
  readonly drafts: Drafts;
  readonly compositions: Compositions;
  private readonly state: State;
  private readonly socket: Socket;
  private readonly typing: Typing;
  private readonly tabs: Tabs;
  private readonly processor: UpdateProcessor;
  private isStopped = false;
  private isSigningOut = false;
  private readonly stopMutes: () => void;

  constructor(
    private readonly database: Database,
    me: ProfileRead,
    cached: CachedState,
    kinds: SentKinds,
    private readonly onLeft: (cause: LeaveCause) => void,
  ) {
    this.state = new State(database, me, cached, (clientIds) => void this.outbox.remove(clientIds));
    this.tabs = openTabs(me.id, (message) => this.onTabMessage(message));
    this.socket = new Socket('profile', initialConnection(cached.epoch, cached.positions), {
      onEffect: (effect) => this.processor.handle(effect),
      onPhase: (connection) => this.changePhase(connection),
    });
    this.reader = new Reader(this.state, this.socket);
    this.readNumbers = new ReadNumbers(
      (localReadNumbers) => this.state.change({ localReadNumbers }),
      this.tabs,
      me.id,
    );
    this.drafts = new Drafts({
      database,
      tabs: this.tabs,
      onChange: (localDrafts) => this.state.change({ localDrafts }),
      serverDraftOf: (chatId) => this.serverDraftOf(chatId),
    });
    this.compositions = new Compositions({
      database,
      tabs: this.tabs,
      onChange: (composing) => this.state.change({ composing }),
    });
    this.stopMutes = watchMutes(this.state);
    this.typing = new Typing((typing) => this.state.change({ typing }));
    this.outbox = new OutboxRunner({
      database,
      kinds,
      profileId: me.id,
      tabs: this.tabs,
      deliver: (item, delivery) => deliver(database, kinds, item, delivery),
      onChange: (outbox) => this.state.change({ outbox }),
    });
    const { state, socket, reader, outbox, drafts, typing } = this;
    this.processor = new UpdateProcessor({
      state,
      socket,
      reader,
      outbox,
      drafts,
      typing,
      onSignedOut: () => void this.leave('ended'),
    });
  }

  /** Connect, and send what waits. */
  async start(): Promise<void> {
    await this.state.persist((database) => saveMeta(database, { me: this.snapshot.world.me }));
    await Promise.all([this.outbox.start(), this.drafts.start(), this.compositions.start()]);
    this.readNumbers.start();
    this.socket.start();
    if (!this.snapshot.world.isLoaded) await this.reader.readList();
  }

  /** The current snapshot. A new object whenever something changed. */
  get snapshot(): Snapshot {
    return this.state.snapshot;
  }

  /** Call back whenever the snapshot changes. */
  subscribe = (listener: () => void): (() => void) => this.state.subscribe(listener);

  /** Call back with updates after they were applied. */
  onUpdates(listener: (received: ReceivedUpdates) => void): () => void {
    return this.processor.onUpdates(listener);
  }

  /** Follow the streams of calls until the returned function is called. */
  follow = (follower: Follower): (() => void) => this.processor.calls.follow(follower);

  /** Follow the person's notifications until the returned function is called. */
  followInbox = (follower: Follower): (() => void) => this.processor.inbox.follow(follower);

  /** Change the world. */
  changeWorld(change: (world: World) => World): void {
    this.state.changeWorld(change);
  }

  /** Store a message to be sent in order; `typed` is no draft then. Resolves once closing the tab cannot lose it. */
  async sendMessage(chatId: string, draft: Draft, typed = ''): Promise<void> {
    await this.outbox.add(chatId, draft);
    this.drafts.sent(chatId, typed);
    navigator.storage?.persist?.().catch(() => undefined);
  }

  /** Queue a failed message again. */
  retryMessage(clientId: string): Promise<void> {
    return this.outbox.retry(clientId);
  }

  /** Delete a waiting message, and what the server has of its files. */
  async deleteWaiting(clientId: string): Promise<void> {
    const item = this.snapshot.outbox.items.find((waiting) => waiting.clientId === clientId);
    await this.outbox.remove([clientId]);
    const unfinished = item?.files.filter(({ uploadedId }) => uploadedId === null) ?? [];
    // Without a connection the server deletes them by itself, after two days.
    for (const file of unfinished) void giveUp(file).catch(() => undefined);
  }

  /** Mark everything up to this message as read. */
  markRead(chatId: string, number: number): void {
    this.readNumbers.mark(chatId, number);
  }

  /** Report that I am typing; call it at every keystroke. */
  sendTyping(chatId: string): void {
    if (this.typing.shouldSend(chatId)) this.socket.sendEphemeral({ t: 'typing', s: chatStream(chatId) });
  }

  /** Read a chat, so that it is known before it is opened. */
  refreshChat(chatId: string): Promise<void> {
    return this.reader.readChat(chatId);
  }

  /** Count the messages that have not been sent. */
  waitingCount(): number {
    return this.snapshot.outbox.items.filter(({ state }) => state !== 'sent').length;
  }

  /** End the session and delete its data from this browser. */
  async signOut(): Promise<void> {
    // The socket may close, here and in other tabs, before the answer has come.
    this.isSigningOut = true;
    this.tabs.post({ type: 'signingOut' });
    await endSessions();
    await this.leave('signed_out');
  }

  /** Stop, delete all data, and inform the other tabs. */
  async leave(why: LeaveCause): Promise<void> {
    if (this.isStopped) return;
    const cause = this.isSigningOut ? 'signed_out' : why;
    this.tabs.post({ type: 'signedOut', cause });
    this.stop();
    await this.state.close();
    this.database.close();
    await wipeDatabase(this.snapshot.world.me.id);
    this.onLeft(cause);
  }

  /** Release socket, timers and locks; stored data stay. */
  stop(): void {
    this.isStopped = true;
    this.socket.stop();
    this.outbox.stop();
    this.readNumbers.stop();
    this.drafts.stop();
    this.typing.stop();
    this.stopMutes();
    this.reader.stop();
    this.tabs.close();
    void this.state.close();
  }

  private serverDraftOf(chatId: string): string | undefined {
    const { phase, world } = this.snapshot;
    return phase === 'online' ? world.chats.get(chatId)?.chatState.value.draft : undefined;
  }

  private changePhase({ phase, tries }: Connection): void {
    this.state.change({ phase, connections: this.snapshot.connections + Number(phase === 'online') });
    if (phase === 'online') {
      this.outbox.wake();
      this.reader.catchUp();
      this.readNumbers.flush();
      this.drafts.flush();
    }
    if (phase === 'waiting' && tries > 1) void this.checkSignedIn();
  }

  /** A rejected socket gives no reason: the server may know nobody here any more. */
  private async checkSignedIn(): Promise<void> {
    const answer = await api.GET('/api/id/me').catch(() => undefined);
    if (answer?.data === null) await this.leave('ended');
  }

  private onTabMessage(message: TabMessage): void {
    if (this.isStopped) return;
    if (message.type === 'signingOut') this.isSigningOut = true;
    switch (message.type) {
      case 'outbox':
      case 'sending':
        return this.outbox.onTabMessage(message);
      case 'read':
        return this.readNumbers.setFromTab(message.chatId, message.number);
      case 'draft':
        return this.drafts.setFromTab(message.chatId, message.text);
      case 'draftSent':
        return this.drafts.sentFromTab(message.chatId, message.typed);
      case 'composing':
        return void this.compositions.readFromTab(message.chatId);
      case 'signedOut':
        this.stop();
        this.database.close();
        return this.onLeft(message.cause);
    }
  }
}
