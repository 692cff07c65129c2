/** The handler of each kind of update: an upsert of all values of the kind that a step brings to a chat. */

import { reportFailure } from '@/shared/api/failure-report';
import type { AttachmentValue } from '@/shared/api/schema';
import { newer } from '@/shared/stream/stamped';
import type { Step } from '@/shared/stream/stream';
import type { EntityUpdate } from '@/shared/stream/wire';
import { type ValueOf, withAttachments } from './attachments';
import { withMembers, withMessages } from './known-chat';
import { withPin, withPinned } from './pins';
import { changeChat, type World } from './world';

/** One handler per kind: a missing kind does not compile. `at` is the seq as of which the values are valid. */
type Handlers = {
  readonly [K in EntityUpdate['kind']]: (world: World, values: readonly ValueOf<K>[], at: number) => World;
};

const HANDLERS: Handlers = {
  chat: oneByOne((world, chat, at) =>
    changeChat(world, chat.id, (known) => ({ ...known, chat: newer(known.chat, chat, at) })),
  ),
  member: byChat((world, chatId, members, at) =>
    changeChat(world, chatId, (chat) => withMembers(chat, members, at)),
  ),
  message: byChat((world, chatId, messages, at) =>
    changeChat(world, chatId, (chat) => ({
      ...withMessages(world.me.id, chat, messages, at),
      pins: messages.reduce((pins, message) => withPinned(pins, message, at), chat.pins),
    })),
  ),
  chat_state: oneByOne((world, { id: _, chat_id, ...state }, at) =>
    changeChat(world, chat_id, (chat) => {
      // The list counts own messages as read, the row itself does not: the read number never decreases.
      const read_number = Math.max(state.read_number, chat.chatState.value.read_number);
      return { ...chat, chatState: newer(chat.chatState, { ...state, read_number }, at) };
    }),
  ),
  profile: oneByOne((world, profile) => (profile.id === world.me.id ? { ...world, me: profile } : world)),
  // Notifications have a stream of their own, with followers.
  notification: same,
  inbox: same,
  // Links are queried where they are shown.
  link: same,
  call_card: carried('call_card'),
  pin: oneByOne((world, pin, at) =>
    changeChat(world, pin.chat_id, (chat) => ({
      ...chat,
      pins: withPin(chat.pins, pin, chat.messages.get(pin.number), at),
    })),
  ),
  // Lessons and calls have pages of their own; rings are not part of the world.
  class: same,
  lesson: same,
  remote_lesson: same,
  call: same,
  participant: same,
  knock: same,
  ring: same,
};

/** Return the world after this step of a stream, and the kinds whose values could not be applied. */
export function takeStep(
  world: World,
  { updates, to }: Step<EntityUpdate>,
): { readonly world: World; readonly failed: readonly string[] } {
  const failed: string[] = [];
  let next = world;
  for (const [kind, values] of groupBy(updates, (update) => update.kind)) {
    // A newer server may send a kind that this page does not know.
    if (!Object.hasOwn(HANDLERS, kind)) continue;
    try {
      next = HANDLERS[kind](next, values.map(({ value }) => value) as never, to);
    } catch (failure) {
      reportFailure('data', failure);
      failed.push(kind);
    }
  }
  return { world: next, failed };
}

/** Return the world after this step of a stream. */
export function applyStep(world: World, step: Step<EntityUpdate>): World {
  return takeStep(world, step).world;
}

/** Return the handler of a kind that messages of a chat carry. */
function carried<K extends EntityUpdate['kind']>(kind: K) {
  return byChat<{ readonly chat_id: string }>((world, chatId, values, at) =>
    changeChat(world, chatId, (chat) => {
      const rows = values.map((value) => ({ kind, value }) as unknown as AttachmentValue);
      return { ...chat, attachments: withAttachments(chat.attachments, rows, at) };
    }),
  );
}

function oneByOne<V>(apply: (world: World, value: V, at: number) => World) {
  return (world: World, values: readonly V[], at: number): World =>
    values.reduce((before, value) => apply(before, value, at), world);
}

function byChat<V extends { readonly chat_id: string }>(
  apply: (world: World, chatId: string, values: readonly V[], at: number) => World,
) {
  return (world: World, values: readonly V[], at: number): World => {
    let next = world;
    for (const [chatId, some] of groupBy(values, ({ chat_id }) => chat_id))
      next = apply(next, chatId, some, at);
    return next;
  };
}

function same(world: World): World {
  return world;
}

function groupBy<V, K>(values: readonly V[], keyOf: (value: V) => K): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
