import { describe, expect, it } from 'vitest';
import type { MessageRead, PinRead } from '@/shared/api/schema';
import type { EntityUpdate } from '@/shared/stream/wire';
import { message, misha, view } from '@/shared/testing/chat';
import { missingIn, pinnedIn } from './pins';
import { emptyWorld, takeList, takePage, takePins, type World, withStale } from './world';
import { applyStep } from './world-updates';

const pin = (number: number, change: Partial<PinRead> = {}): PinRead => ({
  id: `pin-${number}`,
  chat_id: 'class',
  message_id: `message-${number}`,
  number,
  pinned_by: 'anna',
  pinned_at: new Date(Date.UTC(2026, 10, 23, 10, 0, number)).toISOString(),
  is_pinned: true,
  ...change,
});
const list = (seq: number, pins: readonly PinRead[], messages: readonly MessageRead[]) => ({
  seq,
  pins: [...pins],
  messages: [...messages],
  attachments: [],
});
const opened = takeList(emptyWorld(misha), [view(5, message(3))], 2);
const pins = (world: World) => {
  const known = world.chats.get('class')?.pins;
  if (!known) throw new Error('the class chat is not there');
  return known;
};
const texts = (world: World) => pinnedIn(pins(world)).map(({ message: { text } }) => text);
const applied = (world: World, at: number, ...updates: EntityUpdate[]) =>
  applyStep(world, { from: at - 1, to: at, updates });

it('asks for all pins once, and is complete when there are none', () => {
  expect(missingIn(pins(opened))).toBe('all');
  const read = takePins(opened, 'class', list(5, [], []));
  expect(missingIn(pins(read))).toBe('');
  expect(texts(read)).toEqual([]);
});

describe('once they are known', () => {
  const known = takePins(opened, 'class', list(5, [pin(1)], [message(1)]));

  it('shows a pinned message that is in the history at once, the newest pin first', () => {
    const pinned = applied(known, 6, { kind: 'pin', value: pin(3) });
    expect(texts(pinned)).toEqual(['3', '1']);
    expect(missingIn(pins(pinned))).toBe('');
  });

  it('asks for a pinned message that is not in the history', () => {
    const pinned = applied(known, 6, { kind: 'pin', value: pin(2) });
    expect(texts(pinned)).toEqual(['1']);
    expect(missingIn(pins(pinned))).toBe('message-2');
    const read = takePins(pinned, 'class', list(6, [pin(2), pin(1)], [message(1), message(2)]));
    expect(texts(read)).toEqual(['2', '1']);
  });

  it('follows edits of a pinned message, wherever it is', () => {
    const edited = applied(known, 6, { kind: 'message', value: message(1, { text: 'Завтра в 8' }) });
    expect(texts(edited)).toEqual(['Завтра в 8']);
  });

  it('lets it go when it is unpinned, and no older answer brings it back', () => {
    const unpinned = applied(known, 6, { kind: 'pin', value: pin(1, { is_pinned: false }) });
    expect(texts(unpinned)).toEqual([]);
    expect(texts(takePins(unpinned, 'class', list(5, [pin(1)], [message(1)])))).toEqual([]);
    const page = { seq: 5, messages: [message(1)], attachments: [], last_number: 3 };
    expect(texts(takePage(unpinned, 'class', page))).toEqual([]);
  });

  it('reads all of them again after a reset', () => {
    const stale = takeList(withStale(known, ['class']), [view(9, message(3))], 2);
    expect(missingIn(pins(stale))).toBe('all');
  });
});
