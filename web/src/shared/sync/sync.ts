/**
 * One tab's messenger: what is kept, what is heard, what is asked, what waits to be sent, joined into one picture.
 * A thin shell: what anything means is decided in the pure models beside it.
 */
import { api } from '../api/client';
import { NetworkFailure } from '../api/refusal';
import type { MessageRead, ProfileRead } from '../api/schema';
import { type Kept, keepFacts, keepStep, wipeChat, wipeServed } from './cache';
import { type Connection, restingConnection } from './connection';
import { type Database, wipeDatabase } from './database';
import { deliver } from './deliver';
import { Drafts } from './drafts';
import { type Follower, Followers } from './feed';
import { type Draft, OutboxRunner } from './outbox-runner';
import { Reader } from './reader';
import { Readings } from './readings';
import { arrived, type Snapshot } from './snapshot';
import { type Outward, Socket } from './socket';
import type { Step } from './stream';
import { openTabs, type TabMessage, type Tabs } from './tabs';
import { Typing } from './typing';
import { chatStream, idOf, isCallStream, isChatStream, type Put, type StreamKey } from './wire';
import { changeChat, emptyWorld, lastNumber, type World, withoutChat, withStale } from './world';
import { applyStep } from './world-puts';

/** What was just heard, after it was taken in; for sound and for questions that must be asked anew. */
export interface Heard {
  readonly puts: readonly Put[];
  /** Messages of others that continue a conversation. */
  readonly messages: readonly MessageRead[];
}

export class Sync {
  readonly reader: Reader;
  readonly outbox: OutboxRunner;
  readonly readings: Readings;
  readonly drafts: Drafts;
  private readonly socket: Socket;
  private readonly typing: Typing;
  private readonly tabs: Tabs;
  private readonly listeners = new Set<() => void>();
  private readonly hearers = new Set<(heard: Heard) => void>();
  private readonly calls = new Followers();
  private snapshot: Snapshot;
  private isOver = false;
  /** Writes to the database, one after the other: a step must find the one before it. */
  private writes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    me: ProfileRead,
    kept: Kept,
    private readonly onSignedOut: () => void,
  ) {
    this.snapshot = {
      world: kept.world ? { ...kept.world, me } : emptyWorld(me),
      phase: 'waiting',
      outbox: { items: [], onTheWay: new Set(), progress: {}, blobs: new Map() },
      readHere: new Map(),
      draftsHere: new Map(),
      typing: new Map(),
      listFailure: undefined,
    };
    this.tabs = openTabs(me.id, (message) => this.hearTab(message));
    this.socket = new Socket('/ws', restingConnection(kept.epoch, kept.heads), {
      onEffect: (effect) => this.obey(effect),
      onPhase: (connection) => this.changePhase(connection),
    });
    this.reader = new Reader(this, this.socket);
    this.readings = new Readings((readHere) => this.change({ readHere }), this.tabs);
    this.drafts = new Drafts(database, (draftsHere) => this.change({ draftsHere }), this.tabs);
    this.typing = new Typing((typing) => this.change({ typing }));
    this.outbox = new OutboxRunner({
      database,
      profileId: me.id,
      tabs: this.tabs,
      deliver: (item, onProgress) => deliver(database, item, onProgress),
      onChange: (outbox) => this.change({ outbox }),
    });
  }

  /** Show what is kept, connect, send what waits. */
  async start(): Promise<void> {
    await this.keep(() => keepFacts(this.database, { me: this.picture.world.me }));
    await Promise.all([this.outbox.start(), this.drafts.start()]);
    this.socket.start();
    if (!this.picture.world.isLoaded) await this.reader.readList();
  }

  /** What there is to see now. Another object whenever something changed. */
  get picture(): Snapshot {
    return this.snapshot;
  }

  /** Call back whenever the picture changes. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Call back with what is heard from the stream, after it was taken in. */
  onHeard(hearer: (heard: Heard) => void): () => void {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  }

  /** Follow the streams of calls until the answer is called. */
  follow = (follower: Follower): (() => void) => this.calls.follow(follower);

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
    this.readings.mark(chatId, number);
  }

  /** Say that I am typing; call it at every keystroke. */
  tellTyping(chatId: string): void {
    if (this.typing.mayTell(chatId)) this.socket.say({ t: 'typing', s: chatStream(chatId) });
  }

  /** Read a chat afresh, so that it is there before one goes to it. */
  refreshChat(chatId: string): Promise<void> {
    return this.reader.readChat(chatId);
  }

  /** Count the messages that have not been sent. */
  waitingCount(): number {
    return this.picture.outbox.items.filter(({ state }) => state !== 'sent').length;
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
    if (this.isOver) return;
    this.tabs.tell({ type: 'signedOut' });
    this.stop();
    await this.writes;
    this.database.close();
    await wipeDatabase(this.picture.world.me.id);
    this.onSignedOut();
  }

  /** Let go of socket, timers and locks; what is kept stays. */
  stop(): void {
    this.isOver = true;
    this.socket.stop();
    this.outbox.stop();
    this.readings.stop();
    this.drafts.stop();
    this.typing.stop();
    this.reader.stop();
    this.tabs.close();
  }

  /** Change the world, and let what has arrived leave the outbox. */
  changeWorld(change: (world: World) => World): void {
    const world = change(this.snapshot.world);
    if (world === this.snapshot.world) return;
    this.change({ world });
    const { items } = this.snapshot.outbox;
    const gone =
      items.length === 0
        ? []
        : [...world.chats.values()].flatMap((chat) => arrived(chat, items, lastNumber(chat)));
    if (gone.length > 0) void this.outbox.remove(gone);
  }

  /** Change other parts of the picture. */
  change(part: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...part };
    for (const listener of this.listeners) listener();
  }

  /** Write to the database after all earlier writes. What cannot be kept is read afresh next time. */
  keep(write: (database: Database) => Promise<void>): Promise<void> {
    const written = this.writes
      .then(() => (this.isOver ? undefined : write(this.database)))
      .catch(() => undefined);
    this.writes = written;
    return written;
  }

  private obey(effect: Outward): void {
    switch (effect.do) {
      case 'apply':
        if (isCallStream(effect.stream)) return this.calls.step(effect.stream, effect.step);
        return this.apply(effect.stream, effect.step);
      case 'readAfresh':
        return this.readAfresh(effect.streams);
      case 'wipe':
        return this.wipe(effect.stream);
      case 'forgetAll':
        this.changeWorld((world) => withStale(world, world.chats.keys()));
        void this.keep(wipeServed);
        void this.keep((database) => keepFacts(database, { epoch: effect.epoch }));
        return;
      case 'rememberEpoch':
        void this.keep((database) => keepFacts(database, { epoch: effect.epoch }));
        return;
      case 'tellTyping':
        if (effect.profileId !== this.picture.world.me.id)
          this.typing.hear(idOf(effect.stream), effect.profileId);
        return;
      case 'tellRead':
        return this.hearRead(idOf(effect.stream), effect.profileId, effect.number);
      case 'signedOut':
        void this.leave();
    }
  }

  private apply(stream: StreamKey, step: Step<Put>): void {
    const before = this.snapshot.world;
    this.changeWorld((world) => applyStep(world, step));
    const after = this.snapshot.world;
    void this.keep((database) => keepStep(database, stream, step, after));
    if (after.me !== before.me) void this.keep((database) => keepFacts(database, { me: after.me }));
    this.reader.followRights(step.puts);
    const messages: MessageRead[] = [];
    for (const put of step.puts) {
      if (put.kind === 'reading') this.drafts.heard(put.value.chat_id);
      if (put.kind !== 'message') continue;
      const chat = before.chats.get(put.value.chat_id);
      if (put.value.author_id !== null) this.typing.stopped(put.value.chat_id, put.value.author_id);
      const isNew = chat !== undefined && put.value.number > lastNumber(chat);
      if (isNew && put.value.author_id !== after.me.id) messages.push(put.value);
    }
    for (const hearer of this.hearers) hearer({ puts: step.puts, messages });
  }

  private readAfresh(all: readonly StreamKey[]): void {
    const streams = all.filter((stream) => !isCallStream(stream));
    // A call is nothing to keep: its stream goes on from where it is, and who is in it asks how it stands.
    for (const stream of all.filter(isCallStream)) {
      this.socket.snapshot(stream, this.socket.headOf(stream));
      this.calls.afresh(stream);
    }
    const chatIds = streams.filter(isChatStream).map(idOf);
    const known = chatIds.filter((id) => this.snapshot.world.chats.has(id));
    this.changeWorld((world) => withStale(world, known));
    for (const id of known) void this.keep((database) => wipeChat(database, id));
    void this.reader.readAfresh(chatIds, chatIds.length < streams.length);
  }

  private wipe(stream: StreamKey): void {
    if (isCallStream(stream)) this.calls.afresh(stream);
    if (!isChatStream(stream)) return;
    const chatId = idOf(stream);
    this.changeWorld((world) => withoutChat(world, chatId));
    const waiting = this.snapshot.outbox.items.filter((item) => item.chatId === chatId);
    void this.outbox.remove(waiting.map(({ clientId }) => clientId));
    void this.keep((database) => wipeChat(database, chatId));
  }

  private hearRead(chatId: string, profileId: string, number: number): void {
    if (profileId === this.picture.world.me.id) return;
    this.changeWorld((world) =>
      changeChat(world, chatId, (chat) => ({ ...chat, readByOthers: Math.max(chat.readByOthers, number) })),
    );
  }

  private changePhase({ phase, tries }: Connection): void {
    this.change({ phase });
    if (phase === 'waiting') this.reader.mayBeOutOfDate();
    if (phase === 'online') {
      this.outbox.wake();
      this.reader.catchUp();
      this.readings.flush();
      this.drafts.flush();
    }
    // A socket that is refused does not say why: a question by HTTP does, and a 401 leads out.
    if (phase === 'waiting' && tries > 1) void api.GET('/api/id/me').catch(() => undefined);
  }

  private hearTab(message: TabMessage): void {
    if (this.isOver) return;
    switch (message.type) {
      case 'outbox':
      case 'sending':
        return this.outbox.hear(message);
      case 'read':
        return this.readings.heardFromTab(message.chatId, message.number);
      case 'draft':
        return this.drafts.heardFromTab(message.chatId, message.text);
      case 'signedOut':
        this.stop();
        this.database.close();
        return this.onSignedOut();
    }
  }
}
