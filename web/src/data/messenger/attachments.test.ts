import { describe, expect, it } from 'vitest';
import { callCard, callMessage, message, misha, view } from '@/shared/testing/chat';
import { attachmentOf, attachmentTitle } from './attachments';
import { emptyWorld, takeList, takePage, takeView, type World, withStale } from './world';
import { applyStep } from './world-updates';

const opened = takeList(emptyWorld(misha), [view(5, message(3))], 2);
const call = callMessage(2, 'Алгебра');

function carried(world: World, by = call) {
  const chat = world.chats.get('class');
  return chat && attachmentOf(chat.attachments, by);
}

function changed(world: World, at: number, present: number): World {
  const value = callCard({ present });
  return applyStep(world, { from: at - 1, to: at, updates: [{ kind: 'call_card', value }] });
}

function page(seq: number, present: number) {
  const attachments = [{ kind: 'call_card', value: callCard({ present }) }];
  return { seq, messages: [message(1), call, message(3)], attachments, last_number: 3 };
}

describe('what a message carries', () => {
  it('comes with pages, with the chat, and with updates', () => {
    const kind = 'call_card';
    expect(carried(opened)).toBeUndefined();
    expect(carried(takePage(opened, 'class', page(5, 1)))).toEqual({ kind, value: callCard({ present: 1 }) });
    const last_attachment = { kind, value: callCard({ present: 2 }) };
    expect(carried(takeView(opened, { ...view(6, call), last_attachment }))).toEqual(last_attachment);
    expect(carried(changed(opened, 6, 3))).toEqual({ kind, value: callCard({ present: 3 }) });
  });

  it('is not undone by a page or a chat that was read before', () => {
    const now = changed(opened, 9, 4);
    const last_attachment = { kind: 'call_card', value: callCard({ present: 1 }) };
    const after = takeView(takePage(now, 'class', page(8, 1)), { ...view(8, call), last_attachment });
    expect(carried(after)?.value).toMatchObject({ present: 4 });
    expect(carried(takePage(after, 'class', page(10, 0)))?.value).toMatchObject({ present: 0 });
  });

  it('is replaced whole with a chat that is out of date', () => {
    const stale = withStale(changed(opened, 40, 4), ['class']);
    expect(carried(takeView(stale, view(7, message(3))))).toBeUndefined();
  });

  it('is kept also if this page does not know its kind', () => {
    const poll = message(1, { kind: 'card', attachment: { kind: 'poll', id: 'poll', text: {} } });
    const value = { kind: 'poll', value: { id: 'poll', votes: 3 } };
    const world = takePage(opened, 'class', { ...page(5, 1), attachments: [value] });
    expect(carried(world, poll)).toEqual(value);
  });

  it('is of the kind that the message says', () => {
    const world = takePage(opened, 'class', page(5, 1));
    const other = message(1, { kind: 'card', attachment: { kind: 'poll', id: 'call', text: {} } });
    expect(carried(world, other)).toBeUndefined();
    expect(carried(world, message(1))).toBeUndefined();
  });

  it('has the title that the message gives it', () => {
    expect(call.attachment && attachmentTitle(call.attachment)).toBe('Алгебра');
    expect(attachmentTitle({ kind: 'poll', id: 'poll', text: { title: 7 } })).toBe('');
  });
});
