/** Takes in what the connection tells: the picture follows, what is kept follows, whoever listens hears of it. */
import type { MessageRead } from '../api/schema';
import { keepFacts, keepStep, wipeChat, wipeServed } from './cache';
import type { Drafts } from './drafts';
import { Followers } from './feed';
import type { OutboxRunner } from './outbox-runner';
import type { Reader } from './reader';
import type { OutwardEffect, Socket } from './socket';
import type { State } from './state';
import type { Step } from './stream';
import type { Typing } from './typing';
import { idOf, isCallStream, isChatStream, type EntityUpdate, type StreamKey } from './wire';
import { changeChat, lastNumber, withoutChat, withStale } from './world';
import { applyStep } from './world-updates';

/** What was just heard, after it was taken in; for sound and for questions that must be asked anew. */
export interface Heard {
  readonly puts: readonly EntityUpdate[];
  /** Messages of others that continue a conversation. */
  readonly messages: readonly MessageRead[];
}

interface Surroundings {
  readonly state: State;
  readonly socket: Socket;
  readonly reader: Reader;
  readonly outbox: OutboxRunner;
  readonly drafts: Drafts;
  readonly typing: Typing;
  readonly onSignedOut: () => void;
}

export class Intake {
  /** Those who follow the streams of calls. */
  readonly calls = new Followers();
  private readonly hearers = new Set<(heard: Heard) => void>();

  constructor(private readonly around: Surroundings) {}

  /** Call back with what is heard from the stream, after it was taken in. */
  onHeard(hearer: (heard: Heard) => void): () => void {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  }

  /** Do what the connection wants done. */
  obey(effect: OutwardEffect): void {
    const { state, typing } = this.around;
    switch (effect.do) {
      case 'apply':
        if (isCallStream(effect.stream)) return this.calls.step(effect.stream, effect.step);
        return this.apply(effect.stream, effect.step);
      case 'readAfresh':
        return this.readAfresh(effect.streams);
      case 'wipe':
        return this.wipe(effect.stream);
      case 'forgetAll':
        state.changeWorld((world) => withStale(world, world.chats.keys()));
        void state.keep(wipeServed);
        void state.keep((database) => keepFacts(database, { epoch: effect.epoch }));
        return;
      case 'rememberEpoch':
        void state.keep((database) => keepFacts(database, { epoch: effect.epoch }));
        return;
      case 'tellTyping':
        if (effect.profileId !== state.picture.world.me.id)
          typing.hear(idOf(effect.stream), effect.profileId);
        return;
      case 'tellRead':
        return this.hearRead(idOf(effect.stream), effect.profileId, effect.number);
      case 'signedOut':
        return this.around.onSignedOut();
    }
  }

  private apply(stream: StreamKey, step: Step<EntityUpdate>): void {
    const { state, reader } = this.around;
    const before = state.picture.world;
    state.changeWorld((world) => applyStep(world, step));
    const after = state.picture.world;
    void state.keep((database) => keepStep(database, stream, step, after));
    if (after.me !== before.me) void state.keep((database) => keepFacts(database, { me: after.me }));
    reader.followRights(step.updates);
    const messages: MessageRead[] = [];
    for (const put of step.updates) {
      if (put.kind === 'reading') this.around.drafts.heard(put.value.chat_id);
      if (put.kind !== 'message') continue;
      const { chat_id, author_id, number } = put.value;
      const chat = before.chats.get(chat_id);
      if (author_id !== null) this.around.typing.stopped(chat_id, author_id);
      const isNew = chat !== undefined && number > lastNumber(chat);
      if (isNew && author_id !== after.me.id) messages.push(put.value);
    }
    for (const hearer of this.hearers) hearer({ puts: step.updates, messages });
  }

  private readAfresh(all: readonly StreamKey[]): void {
    const { state, socket, reader } = this.around;
    const streams = all.filter((stream) => !isCallStream(stream));
    // A call is nothing to keep: its stream goes on from where it is, and who is in it asks how it stands.
    for (const stream of all.filter(isCallStream)) {
      socket.snapshot(stream, socket.latestSeqOf(stream));
      this.calls.afresh(stream);
    }
    const chatIds = streams.filter(isChatStream).map(idOf);
    const known = chatIds.filter((id) => state.picture.world.chats.has(id));
    state.changeWorld((world) => withStale(world, known));
    for (const id of known) void state.keep((database) => wipeChat(database, id));
    void reader.readAfresh(chatIds, chatIds.length < streams.length);
  }

  private wipe(stream: StreamKey): void {
    const { state, outbox } = this.around;
    if (isCallStream(stream)) this.calls.afresh(stream);
    if (!isChatStream(stream)) return;
    const chatId = idOf(stream);
    state.changeWorld((world) => withoutChat(world, chatId));
    const waiting = state.picture.outbox.items.filter((item) => item.chatId === chatId);
    void outbox.remove(waiting.map(({ clientId }) => clientId));
    void state.keep((database) => wipeChat(database, chatId));
  }

  private hearRead(chatId: string, profileId: string, number: number): void {
    const { state } = this.around;
    if (profileId === state.picture.world.me.id) return;
    state.changeWorld((world) =>
      changeChat(world, chatId, (chat) => ({ ...chat, readByOthers: Math.max(chat.readByOthers, number) })),
    );
  }
}
