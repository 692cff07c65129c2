/** The pinned messages of a chat. Pure. */
import type { MessageRead, PinList, PinRead } from '@/shared/api/schema';
import { newer, type Stamped } from '@/shared/stream/stamped';

export interface Pins {
  /** True once all of them have been read. */
  readonly isComplete: boolean;
  /** By message; also what was unpinned, so that an older answer pins nothing again. */
  readonly pins: ReadonlyMap<string, Stamped<PinRead>>;
  /** By id: messages that are pinned, wherever in the history they are. */
  readonly messages: ReadonlyMap<string, Stamped<MessageRead>>;
}

/** A pinned message. */
export interface Pinned {
  readonly pin: PinRead;
  readonly message: MessageRead;
}

export const NO_PINS: Pins = { isComplete: false, pins: new Map(), messages: new Map() };

/** Apply all pins of a chat, as of their seq. */
export function takePins(known: Pins, { pins, messages, seq }: PinList): Pins {
  const taken = pins.reduce((before, pin) => withPin(before, pin, undefined, seq), known);
  return messages.reduce<Pins>((before, message) => withPinned(before, message, seq), {
    ...taken,
    isComplete: true,
  });
}

/** Set a pin, unless a newer state is known; `message` is the pinned one, if it is known. */
export function withPin(
  known: Pins,
  pin: PinRead,
  message: Stamped<MessageRead> | undefined,
  at: number,
): Pins {
  const { message_id: id } = pin;
  const pins = new Map(known.pins).set(id, newer(known.pins.get(id), pin, at));
  const messages = new Map(known.messages);
  if (!pins.get(id)?.value.is_pinned) messages.delete(id);
  else if (message) messages.set(id, newer(messages.get(id), message.value, message.at));
  return { ...known, pins, messages };
}

/** Set a message if it is pinned, unless a newer state is known. */
export function withPinned(known: Pins, message: MessageRead, at: number): Pins {
  const { id } = message;
  if (!known.pins.get(id)?.value.is_pinned) return known;
  return { ...known, messages: new Map(known.messages).set(id, newer(known.messages.get(id), message, at)) };
}

/** Return the pinned messages, the newest pin first. */
export function pinnedIn({ pins, messages }: Pins): readonly Pinned[] {
  const pinned = [...pins.values()].flatMap(({ value: pin }) => {
    const message = messages.get(pin.message_id)?.value;
    return pin.is_pinned && message ? [{ pin, message }] : [];
  });
  return pinned.sort((one, other) => Date.parse(other.pin.pinned_at) - Date.parse(one.pin.pinned_at));
}

/** Return what must be read, as one word for one state; empty: nothing. */
export function missingIn({ isComplete, pins, messages }: Pins): string {
  if (!isComplete) return 'all';
  const pinned = [...pins].filter(([, { value }]) => value.is_pinned);
  return pinned.flatMap(([id]) => (messages.has(id) ? [] : [id])).join(' ');
}

/** True if something of it is as of this seq. */
export function hasChangedAt({ pins, messages }: Pins, seq: number): boolean {
  return [...pins.values(), ...messages.values()].some(({ at }) => at === seq);
}
