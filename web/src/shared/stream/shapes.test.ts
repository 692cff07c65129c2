import { SHAPE_HASH, SHAPES } from 'virtual:update-shapes';
import { describe, expect, it } from 'vitest';
import { describe as describeSchemas } from '@/../tools/update-shapes';
import description from '../api/openapi.json?raw';
import { callCard, callMessage, member, message, misha } from '../testing/chat';
import { isWellFormed } from './shapes';

const { schemas } = JSON.parse(description).components;

describe('an update', () => {
  it.each([
    { kind: 'message', value: message(1) },
    { kind: 'message', value: callMessage(2, 'Алгебра') },
    { kind: 'member', value: member('anna') },
    { kind: 'call_card', value: callCard() },
    { kind: 'profile', value: misha },
    { kind: 'tomorrow', value: { whatever: 1 } },
    { kind: 'message', value: { ...message(1), tomorrow: 'more than today' } },
  ])('of kind $kind is taken as the server describes it', (update) => {
    expect(isWellFormed(update)).toBe(true);
  });

  it.each([
    null,
    'message',
    { kind: 'message' },
    { kind: 'message', value: null },
    { kind: 'message', value: { ...message(1), text: undefined } },
    { kind: 'message', value: { ...message(1), reactions: null } },
    { kind: 'message', value: { ...message(1), reactions: [{ emoji: '👍' }] } },
    { kind: 'member', value: { ...member('anna'), name: 'Анна' } },
    { kind: 'member', value: { ...member('anna'), badges: [{ role: 'teacher' }] } },
  ])('without what its handlers need is malformed: %j', (update) => {
    expect(isWellFormed(update)).toBe(false);
  });
});

describe('the hash of what pages keep', () => {
  const hashWith = (change: object) => describeSchemas({ ...schemas, ...change }).hash;

  it('is another one as soon as a field is added, and only then', () => {
    const { MessageRead } = schemas;
    const properties = { ...MessageRead.properties, poll: { type: 'string' } };
    expect(hashWith({})).toBe(SHAPE_HASH);
    expect(hashWith({ MessageRead: { ...MessageRead, properties } })).not.toBe(SHAPE_HASH);
    expect(hashWith({ MessageRead: { ...MessageRead, description: 'other words' } })).toBe(SHAPE_HASH);
    expect(hashWith({ SmsRead: { type: 'object' } })).toBe(SHAPE_HASH);
  });

  it('weighs little', () => {
    expect(JSON.stringify(SHAPES).length).toBeLessThan(16_000);
  });
});
