/**
 * One tab's messenger: what is kept, what is heard, what is asked, what waits to be sent, joined into one picture.
 * A thin shell: what anything means is decided in the pure models beside it.
 */
import { api } from '../api/client';
import { NetworkFailure } from '../api/refusal';
import type { ProfileRead } from '../api/schema';
import { type CachedState, saveMeta } from './cache';
import { type Connection, initialConnection } from './connection';
import { type Database, wipeDatabase } from './database';
import { deliver } from './deliver';
import { Drafts } from './drafts';
import type { Follower } from './feed';
import { type ReceivedUpdates, UpdateProcessor } from './update-processor';
import { type Draft, OutboxRunner } from './outbox-runner';
import { Reader } from './reader';
import { ReadNumbers } from './read-numbers';
import type { Snapshot } from './snapshot';
import { Socket } from './socket';
import { State } from './state';
import { openTabs, type TabMessage, type Tabs } from './tabs';
import { Typing } from './typing';
import { chatStream } from './wire';
import type { World } from './world';

export class Sync {
  readonly reader: Reader;
  readonly outbox: OutboxRunner;
  readonly readNumbers: ReadNumbers;
  readonly drafts: Drafts;
  private readonly state: State;
  private readonly socket: Socket;
  private readonly typing: Typing;
  private readonly tabs: Tabs;
  private readonly processor: UpdateProcessor;
  private isStopped = false;

  constructor(
    private readonly database: Database,
    me: ProfileRead,
    cached: CachedState,
    private readonly onSignedOut: () => void,
  ) {
    this.state = new State(database, me, cached, (clientIds) => void this.outbox.remove(clientIds));
    this.tabs = openTabs(me.id, (message) => this.onTabMessage(message));
    this.socket = new Socket('/ws', initialConnection(cached.epoch, cached.positions), {
      onEffect: (effect) => this.processor.handle(effect),
      onPhase: (connection) => this.changePhase(connection),
    });
    this.reader = new Reader(this.state, this.socket);
    this.readNumbers = new ReadNumbers((localReadNumbers) => this.state.change({ localReadNumbers }), this.tabs);
    this.drafts = new Drafts(database, (localDrafts) => this.state.change({ localDrafts }), this.tabs);
    this.typing = new Typing((typing) => this.state.change({ typing }));
    this.outbox = new OutboxRunner({
      database,
      profileId: me.id,
      tabs: this.tabs,
      deliver: (item, onProgress) => deliver(database, item, onProgress),
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
      onSignedOut: () => void this.leave(),
    });
  }

  /** Show what is kept, connect, send what waits. */
  async start(): Promise<void> {
    await this.state.persist((database) => saveMeta(database, { me: this.snapshot.world.me }));
    await Promise.all([this.outbox.start(), this.drafts.start()]);
    this.socket.start();
    if (!this.snapshot.world.isLoaded) await this.reader.readList();
  }

  /** What there is to see now. Another object whenever something changed. */
  get snapshot(): Snapshot {
    return this.state.snapshot;
  }

  /** Call back whenever the picture changes. */
  subscribe = (listener: () => void): (() => void) => this.state.subscribe(listener);

  /** Call back with what is heard from the stream, after it was taken in. */
  onUpdates(listener: (heard: ReceivedUpdates) => void): () => void {
    return this.processor.onUpdates(listener);
  }

  /** Follow the streams of calls until the answer is called. */
  follow = (follower: Follower): (() => void) => this.processor.calls.follow(follower);

  /** Change the world that is shown. */
  changeWorld(change: (world: World) => World): void {
    this.state.changeWorld(change);
  }

  /** Keep a message and send it in its turn. Resolves once closing the tab cannot lose it. */
  async sendMessage(chatId: string, draft: Draft): Promise<void> {
    await this.outbox.add(chatId, draft);
    this.drafts.write(chatId, '');
    navigator.storage?.persist?.().catch(() => undefined);
  }

  /** Give a failed message another chance. */
  retryMessage(clientId: string): Promise<void> {
    return this.outbox.retry(clientId);
  }

  /** Throw a message away that has not been sent. */
  deleteWaiting(clientId: string): Promise<void> {
    return this.outbox.remove([clientId]);
  }

  /** Say that everything up to this message was seen. */
  markRead(chatId: string, number: number): void {
    this.readNumbers.mark(chatId, number);
  }

  /** Say that I am typing; call it at every keystroke. */
  sendTyping(chatId: string): void {
    if (this.typing.shouldSend(chatId)) this.socket.sendEphemeral({ t: 'typing', s: chatStream(chatId) });
  }

  /** Read a chat afresh, so that it is there before one goes to it. */
  refreshChat(chatId: string): Promise<void> {
    return this.reader.readChat(chatId);
  }

  /** Count the messages that have not been sent. */
  waitingCount(): number {
    return this.snapshot.outbox.items.filter(({ state }) => state !== 'sent').length;
  }

  /** End the session and leave nothing of it in this browser. */
  async signOut(): Promise<void> {
    await api.POST('/api/id/sign-out').catch((failure: unknown) => {
      // Without the server the session would stay open while the person believes to be gone.
      if (failure instanceof NetworkFailure) throw failure;
    });
    await this.leave();
  }

  /** Stop, wipe, and tell the other tabs. */
  async leave(): Promise<void> {
    if (this.isStopped) return;
    this.tabs.post({ type: 'signedOut' });
    this.stop();
    await this.state.close();
    this.database.close();
    await wipeDatabase(this.snapshot.world.me.id);
    this.onSignedOut();
  }

  /** Let go of socket, timers and locks; what is kept stays. */
  stop(): void {
    this.isStopped = true;
    this.socket.stop();
    this.outbox.stop();
    this.readNumbers.stop();
    this.drafts.stop();
    this.typing.stop();
    this.reader.stop();
    this.tabs.close();
    void this.state.close();
  }

  private changePhase({ phase, tries }: Connection): void {
    this.state.change({ phase });
    if (phase === 'waiting') this.reader.mayBeOutOfDate();
    if (phase === 'online') {
      this.outbox.wake();
      this.reader.catchUp();
      this.readNumbers.flush();
      this.drafts.flush();
    }
    // A socket that is refused does not say why: a question by HTTP does, and a 401 leads out.
    if (phase === 'waiting' && tries > 1) void api.GET('/api/id/me').catch(() => undefined);
  }

  private onTabMessage(message: TabMessage): void {
    if (this.isStopped) return;
    switch (message.type) {
      case 'outbox':
      case 'sending':
        return this.outbox.onTabMessage(message);
      case 'read':
        return this.readNumbers.setFromTab(message.chatId, message.number);
      case 'draft':
        return this.drafts.setFromTab(message.chatId, message.text);
      case 'signedOut':
        this.stop();
        this.database.close();
        return this.onSignedOut();
    }
  }
}
