import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessagePage, MessageRead } from '@/shared/api/schema';
import { applyDifference, createStream, missingAfter } from '@/shared/stream/stream';
import type { EntityUpdate } from '@/shared/stream/wire';
import { member, message, misha, view } from '@/shared/testing/chat';
import type { KnownChat } from './known-chat';
import { rangeWith } from './ranges';
import { lastMessageOf, presentMembers, unreadMentionsOf, unreadOf } from './summary';
import { emptyWorld, takeList, takeMembers, takePage, takeView, type World, withStale } from './world';
import { applyStep } from './world-updates';

function chatOf(world: World): KnownChat {
  const chat = world.chats.get('class');
  if (!chat) throw new Error('the class chat is not there');
  return chat;
}

function applied(world: World, at: number, ...updates: EntityUpdate[]): World {
  return applyStep(world, { from: at - 1, to: at, updates });
}

const opened = takeList(emptyWorld(misha), [view(5, message(3))], 2);

describe('unread', () => {
  it('counts what came after what I read, and nothing up to what I sent', () => {
    expect(unreadOf(chatOf(opened))).toBe(3);
    const received = applied(opened, 6, { kind: 'message', value: message(4) });
    expect(unreadOf(chatOf(received))).toBe(4);
    const own = applied(received, 7, { kind: 'message', value: message(5, { author_id: misha.id }) });
    expect(unreadOf(chatOf(own))).toBe(0);
  });

  it('follows my reading on another device, and what this browser has read already', () => {
    const reading = {
      id: 'r',
      chat_id: 'class',
      read_number: 2,
      is_marked_unread: false,
      muted_until: null,
      draft: '',
    };
    const read = applied(opened, 3, { kind: 'chat_state', value: reading });
    expect(unreadOf(chatOf(read))).toBe(1);
    expect(unreadOf(chatOf(read), 3)).toBe(0);
  });

  it('counts a new mention of mine until it is read, once', () => {
    const mention: EntityUpdate = { kind: 'message', value: message(4, { mentions: [misha.id] }) };
    const world = applied(applied(opened, 6, mention), 7, mention);
    expect(unreadMentionsOf(chatOf(world))).toBe(1);
    expect(unreadMentionsOf(chatOf(world), 4)).toBe(0);
  });

  it('counts a mention no more that was deleted or edited away', () => {
    const mention = message(4, { mentions: [misha.id] });
    const world = applied(opened, 6, { kind: 'message', value: mention });
    const deleted = { ...mention, mentions: [], deleted_at: '2026-11-23T10:00:00Z' };
    expect(unreadMentionsOf(chatOf(applied(world, 7, { kind: 'message', value: deleted })))).toBe(0);
    const edited = { ...mention, mentions: [], edited_at: '2026-11-23T10:00:00Z' };
    expect(unreadMentionsOf(chatOf(applied(world, 7, { kind: 'message', value: edited })))).toBe(0);
  });
});

describe('people', () => {
  it('are listed by role, then by name, without those who left; who left still has a name', () => {
    const boris = member('boris', { name: { last_name: 'Белов', first_name: 'Борис', patronymic: null } });
    const anna = member('anna', { role: 'admin' });
    const world = takeMembers(opened, 'class', [boris, anna, member('gone', { is_present: false })], 5);
    expect(presentMembers(chatOf(world)).map((one) => one.profile_id)).toEqual(['anna', 'boris']);
    expect(chatOf(world).members.has('gone')).toBe(true);
  });
});

describe('what was overtaken', () => {
  it('a page that was read before an edit does not undo it', () => {
    const edited = applied(opened, 9, { kind: 'message', value: message(1, { text: 'edited' }) });
    const messages = [message(1), message(2), message(3)];
    const page = { seq: 8, messages, attachments: [], last_number: 3 };
    const world = takePage(edited, 'class', page);
    expect(chatOf(world).messages.get(1)?.value.text).toBe('edited');
    expect(chatOf(world).ranges).toEqual([{ first: 1, last: 3 }]);
  });

  it('a chat marked as out of date is replaced whole, also by an earlier seq of a restored database', () => {
    const stale = withStale(applied(opened, 40, { kind: 'message', value: message(4) }), ['class']);
    expect(lastMessageOf(chatOf(stale))?.number).toBe(4);
    const world = takeView(stale, view(7, message(2, { text: 'restored' })));
    expect(lastMessageOf(chatOf(world))).toMatchObject({ number: 2, text: 'restored' });
    expect(unreadOf(chatOf(world))).toBe(2);
  });
});

/** A chat on a fake server: messages are sent and edited; it answers pages and differences. */
class ServerChat {
  seq = 0;
  readonly messages: { value: MessageRead; changed: number }[] = [];

  send(): EntityUpdate {
    this.seq += 1;
    const value = message(this.messages.length + 1);
    this.messages.push({ value, changed: this.seq });
    return { kind: 'message', value };
  }

  edit(which: number): EntityUpdate | undefined {
    const row = this.messages[which % Math.max(this.messages.length, 1)];
    if (!row) return undefined;
    this.seq += 1;
    row.value = { ...row.value, text: `edited at ${this.seq}` };
    row.changed = this.seq;
    return { kind: 'message', value: row.value };
  }

  page(from: number, length: number): MessagePage {
    const messages = this.messages.slice(from, from + length).map(({ value }) => value);
    return { seq: this.seq, messages, attachments: [], last_number: this.messages.length };
  }

  /** In no particular order, as a difference may come. */
  changedAfter(after: number): EntityUpdate[] {
    const rows = this.messages.filter(({ changed }) => changed > after);
    return rows.map(({ value }): EntityUpdate => ({ kind: 'message', value })).reverse();
  }
}

const act = fc.oneof(
  fc.record({ act: fc.constant('send' as const), received: fc.boolean() }),
  fc.record({ act: fc.constant('edit' as const), which: fc.nat(), received: fc.boolean() }),
  fc.record({ act: fc.constant('mend' as const) }),
  fc.record({
    act: fc.constant('ask for a page' as const),
    from: fc.nat({ max: 30 }),
    length: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ act: fc.constant('a page comes' as const) }),
  fc.record({ act: fc.constant('a view comes' as const) }),
);

describe('a conversation read in pieces while it goes on', () => {
  it('has no hole in a range, shows each message as of its seq or later, and is right once level', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const server = new ServerChat();
        let world = takeList(emptyWorld(misha), [view(0, null)], 0);
        let stream = createStream<EntityUpdate>(0);
        const pages: MessagePage[] = [];
        const follow = (update: EntityUpdate | undefined, received: boolean) => {
          // What is not received at once is repaired by the next difference.
          if (!update || !received || stream.seq !== server.seq - 1) return;
          world = applied(world, server.seq, update);
          stream = createStream(server.seq);
        };
        const mend = () => {
          const after = missingAfter({ ...stream, latestSeq: server.seq });
          if (after === undefined) return;
          const page = { after, seq: server.seq, updates: server.changedAfter(after), more: false };
          const { stream: next, step } = applyDifference(stream, page);
          if (step) world = applyStep(world, step);
          stream = next;
        };
        for (const step of acts) {
          if (step.act === 'send') follow(server.send(), step.received);
          else if (step.act === 'edit') follow(server.edit(step.which), step.received);
          else if (step.act === 'mend') mend();
          else if (step.act === 'ask for a page') pages.push(server.page(step.from, step.length));
          else if (step.act === 'a page comes')
            world = takePage(world, 'class', pages.shift() ?? server.page(0, 0));
          else world = takeView(world, view(server.seq, server.messages.at(-1)?.value ?? null));
          const { ranges, messages } = chatOf(world);
          for (const { first, last } of ranges) {
            for (let number = first; number <= last; number += 1) expect(messages.has(number)).toBe(true);
          }
        }
        mend();
        const { ranges, messages } = chatOf(world);
        for (const { value } of server.messages) {
          if (rangeWith(ranges, value.number)) expect(messages.get(value.number)?.value).toEqual(value);
        }
        expect(lastMessageOf(chatOf(world))?.number).toBe(server.messages.at(-1)?.value.number);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a step of many messages', () => {
  /** Messages that count how often they are copied. */
  class Counted extends Map<number, { readonly value: MessageRead; readonly at: number }> {
    static copies = 0;

    override [Symbol.iterator]() {
      Counted.copies += 1;
      return super[Symbol.iterator]();
    }
  }

  it('copies what is known once', () => {
    const messages = new Counted(chatOf(opened).messages);
    Counted.copies = 0;
    const chats = new Map([['class', { ...chatOf(opened), messages }]]);
    const updates = Array.from(
      { length: 300 },
      (_, at): EntityUpdate => ({ kind: 'message', value: message(at + 4) }),
    );
    const after = applied({ ...opened, chats }, 6, ...updates);
    expect(chatOf(after).messages.size).toBe(301);
    expect(Counted.copies).toBe(1);
  });
});
