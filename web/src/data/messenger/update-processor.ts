/** Applies the effects of the connection: to the snapshot, to the cache, and to those who listen. */
import type { MessageRead } from '@/shared/api/schema';
import { attempt } from '@/shared/stream/failures';
import { Followers } from '@/shared/stream/feed';
import type { OutwardEffect, Socket } from '@/shared/stream/socket';
import type { Step } from '@/shared/stream/stream';
import { type EntityUpdate, type EphemeralFrame, idOf, type StreamKey } from '@/shared/stream/wire';
import { saveMeta, saveReadByOthers, saveStep, wipeChat, wipeServed } from './cache';
import type { Drafts } from './drafts';
import { isRead, isTyping } from './ephemerals';
import { lastNumber } from './known-chat';
import type { OutboxRunner } from './outbox-runner';
import type { Reader } from './reader';
import type { State } from './state';
import { isCallStream, isChatStream, isInboxStream } from './streams';
import type { Typing } from './typing';
import { changeChat, withoutChat, withStale } from './world';
import { takeStep } from './world-updates';

/** The updates that were just applied; for sounds and for queries that must be repeated. */
export interface ReceivedUpdates {
  readonly updates: readonly EntityUpdate[];
  /** Messages of others that continue a conversation. */
  readonly messages: readonly MessageRead[];
}

interface Dependencies {
  readonly state: State;
  readonly socket: Socket;
  readonly reader: Reader;
  readonly outbox: OutboxRunner;
  readonly drafts: Drafts;
  readonly typing: Typing;
  readonly onSignedOut: () => void;
}

export class UpdateProcessor {
  /** The followers of the streams of calls. */
  readonly calls = new Followers();
  /** The followers of the person's notifications. */
  readonly inbox = new Followers();
  private readonly listeners = new Set<(received: ReceivedUpdates) => void>();

  constructor(private readonly deps: Dependencies) {}

  /** Call back with updates after they were applied. */
  onUpdates(listener: (received: ReceivedUpdates) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Run an effect of the connection. */
  handle(effect: OutwardEffect): void {
    const { state } = this.deps;
    switch (effect.do) {
      case 'apply':
        return this.pass(effect.stream, effect.step);
      case 'resync':
        return this.resync(effect.streams);
      case 'wipe':
        return this.wipe(effect.stream);
      case 'forgetAll':
        state.changeWorld((world) => withStale(world, world.chats.keys()));
        void state.persist(wipeServed);
        void state.persist((database) => saveMeta(database, { epoch: effect.epoch }));
        return;
      case 'rememberEpoch':
        void state.persist((database) => saveMeta(database, { epoch: effect.epoch }));
        return;
      case 'passOn':
        return this.hear(effect.frame);
      case 'signedOut':
        return this.deps.onSignedOut();
    }
  }

  private hear(frame: EphemeralFrame): void {
    const { state, typing } = this.deps;
    if (isTyping(frame)) {
      if (frame.profile_id !== state.snapshot.world.me.id) typing.onTyping(idOf(frame.s), frame.profile_id);
    } else if (isRead(frame)) this.applyRead(idOf(frame.s), frame.profile_id, frame.read_number);
    else this.followersOf(frame.s)?.passOn(frame);
  }

  private pass(stream: StreamKey, step: Step<EntityUpdate>): void {
    const followers = this.followersOf(stream);
    if (followers) followers.step(stream, step);
    else this.apply(stream, step);
  }

  private apply(stream: StreamKey, step: Step<EntityUpdate>): void {
    const { state, reader } = this.deps;
    const before = state.snapshot.world;
    const { world: after, failed } = takeStep(before, step);
    state.changeWorld(() => after);
    void state.persist((database) => saveStep(database, stream, step, after));
    if (after.me !== before.me) void state.persist((database) => saveMeta(database, { me: after.me }));
    reader.rereadAffected(step.updates);
    const messages: MessageRead[] = [];
    for (const update of step.updates) {
      if (update.kind === 'chat_state')
        this.deps.drafts.onServerDraft(update.value.chat_id, update.value.draft);
      if (update.kind !== 'message') continue;
      const { chat_id, author_id, number } = update.value;
      const chat = before.chats.get(chat_id);
      if (author_id !== null) this.deps.typing.stopped(chat_id, author_id);
      const isNew = chat !== undefined && number > lastNumber(chat);
      if (isNew && author_id !== after.me.id) messages.push(update.value);
    }
    if (failed.length > 0) this.resync([stream]);
    for (const listener of this.listeners) {
      attempt(() => listener({ updates: step.updates, messages }));
    }
  }

  private resync(all: readonly StreamKey[]): void {
    const { state, socket, reader } = this.deps;
    const streams = all.filter((stream) => !this.followersOf(stream));
    // What is followed is not cached: the stream continues from its latest seq, and the follower reads the state.
    for (const stream of all.filter((one) => !streams.includes(one))) {
      socket.snapshot(stream, socket.latestSeqOf(stream));
      this.followersOf(stream)?.resync(stream);
    }
    const chatIds = streams.filter(isChatStream).map(idOf);
    const known = chatIds.filter((id) => state.snapshot.world.chats.has(id));
    state.changeWorld((world) => withStale(world, known));
    for (const id of known) void state.persist((database) => wipeChat(database, id));
    void reader.rereadChats(chatIds, chatIds.length < streams.length);
  }

  private wipe(stream: StreamKey): void {
    const { state, outbox } = this.deps;
    this.followersOf(stream)?.resync(stream);
    if (!isChatStream(stream)) return;
    const chatId = idOf(stream);
    state.changeWorld((world) => withoutChat(world, chatId));
    const waiting = state.snapshot.outbox.items.filter((item) => item.chatId === chatId);
    void outbox.remove(waiting.map(({ clientId }) => clientId));
    void state.persist((database) => wipeChat(database, chatId));
  }

  private followersOf(stream: StreamKey): Followers | undefined {
    if (isInboxStream(stream)) return this.inbox;
    return isCallStream(stream) ? this.calls : undefined;
  }

  private applyRead(chatId: string, profileId: string, number: number): void {
    const { state } = this.deps;
    const { me, chats } = state.snapshot.world;
    const known = chats.get(chatId);
    if (profileId === me.id || !known || number <= known.readByOthers) return;
    state.changeWorld((world) => changeChat(world, chatId, (chat) => ({ ...chat, readByOthers: number })));
    void state.persist((database) => saveReadByOthers(database, chatId, number));
  }
}
