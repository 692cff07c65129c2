/** What each kind of put means to the world: an upsert, whichever the kind. */
import { applyUpdates, type UpdateHandlers } from './updates';
import type { Step } from './stream';
import type { EntityUpdate } from './wire';
import { changeChat, newer, type World, withMember, withMessage } from './world';

const HANDLERS: UpdateHandlers<EntityUpdate, World> = {
  chat: (world, chat, at) =>
    changeChat(world, chat.id, (known) => ({ ...known, chat: newer(known.chat, chat, at) })),
  member: (world, member, at) => changeChat(world, member.chat_id, (chat) => withMember(chat, member, at)),
  message: (world, message, at) =>
    changeChat(world, message.chat_id, (chat) => withMessage(world.me.id, chat, message, at)),
  chat_state: (world, { chat_id, read_number, muted_until, draft }, at) =>
    changeChat(world, chat_id, (chat) => {
      // The list counts what I wrote as read, the row itself does not: what is read stays read.
      const furthest = Math.max(read_number, chat.chatState.value.read_number);
      return { ...chat, chatState: newer(chat.chatState, { read_number: furthest, muted_until, draft }, at) };
    }),
  profile: (world, profile) => (profile.id === world.me.id ? { ...world, me: profile } : world),
  // Notices and links are asked for where they are shown; the put only says that it is time to ask.
  notification: (world) => world,
  link: (world) => world,
  // Lessons and calls are followed by pages of their own; who rings is no lasting part of the world.
  class: (world) => world,
  lesson: (world) => world,
  remote_lesson: (world) => world,
  call: (world) => world,
  participant: (world) => world,
  knock: (world) => world,
  ring: (world) => world,
};

/** Give the world as it is after this step of a stream. */
export function applyStep(world: World, step: Step<EntityUpdate>): World {
  return applyUpdates(HANDLERS, world, byNumber(step.updates), step.to);
}

/** Messages in the order of their numbers, so that each continues what is known; a difference comes in any order. */
function byNumber(updates: readonly EntityUpdate[]): readonly EntityUpdate[] {
  const numberOf = (update: EntityUpdate) => (update.kind === 'message' ? update.value.number : 0);
  return [...updates].sort((one, other) => numberOf(one) - numberOf(other));
}
