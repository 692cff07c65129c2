import { expect, it } from 'vitest';
import { wantsAll } from './subscriptions';

it.each([
  ['a small call', 12, false, true],
  ['a call of many', 13, false, false],
  ['a call with low traffic', 2, true, false],
])('%s: whether all that others send is wanted', (_call, people, lowTraffic, all) => {
  expect(wantsAll(people, lowTraffic)).toBe(all);
});
