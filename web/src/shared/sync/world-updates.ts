/** The handler of each kind of update: an upsert for every kind. */

import { type Attachment, type ValueOf, withAttachments } from './attachments';
import { withPin, withPinned } from './pins';
import { newer } from './stamped';
import type { Step } from './stream';
import { applyUpdates, type UpdateHandlers } from './updates';
import type { EntityUpdate } from './wire';
import { changeChat, type World, withMember, withMessage } from './world';

const HANDLERS: UpdateHandlers<EntityUpdate, World> = {
  chat: (world, chat, at) =>
    changeChat(world, chat.id, (known) => ({ ...known, chat: newer(known.chat, chat, at) })),
  member: (world, member, at) => changeChat(world, member.chat_id, (chat) => withMember(chat, member, at)),
  message: (world, message, at) =>
    changeChat(world, message.chat_id, (chat) => ({
      ...withMessage(world.me.id, chat, message, at),
      pins: withPinned(chat.pins, message, at),
    })),
  chat_state: (world, { chat_id, read_number, muted_until, draft }, at) =>
    changeChat(world, chat_id, (chat) => {
      // The list counts own messages as read, the row itself does not: the read number never decreases.
      const furthest = Math.max(read_number, chat.chatState.value.read_number);
      return { ...chat, chatState: newer(chat.chatState, { read_number: furthest, muted_until, draft }, at) };
    }),
  profile: (world, profile) => (profile.id === world.me.id ? { ...world, me: profile } : world),
  // Notifications have a stream of their own, with followers.
  notification: (world) => world,
  inbox: (world) => world,
  // Links are queried where they are shown.
  link: (world) => world,
  call_card: carried('call_card'),
  pin: (world, pin, at) =>
    changeChat(world, pin.chat_id, (chat) => ({
      ...chat,
      pins: withPin(chat.pins, pin, chat.messages.get(pin.number), at),
    })),
  // Lessons and calls have pages of their own; rings are not part of the world.
  class: (world) => world,
  lesson: (world) => world,
  remote_lesson: (world) => world,
  call: (world) => world,
  participant: (world) => world,
  knock: (world) => world,
  ring: (world) => world,
};

/** Return the handler of a kind that messages of a chat carry. */
function carried<K extends Attachment['kind']>(kind: K) {
  return (world: World, value: ValueOf<K> & { readonly chat_id: string }, at: number): World =>
    changeChat(world, value.chat_id, (chat) => ({
      ...chat,
      attachments: withAttachments(chat.attachments, [{ kind, value }], at),
    }));
}

/** Return the world after this step of a stream. */
export function applyStep(world: World, step: Step<EntityUpdate>): World {
  return applyUpdates(HANDLERS, world, byNumber(step.updates), step.to);
}

/** Messages in the order of their numbers, so that each continues the known range; a difference has no order. */
function byNumber(updates: readonly EntityUpdate[]): readonly EntityUpdate[] {
  const numberOf = (update: EntityUpdate) => (update.kind === 'message' ? update.value.number : 0);
  return [...updates].sort((one, other) => numberOf(one) - numberOf(other));
}
