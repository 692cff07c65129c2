import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '../testing/texts';
import { rolesOf } from './roles';

beforeAll(startTestTexts);

it.each([
  [['teacher', 'guardian'], 'учитель, родитель'],
  [['guardian', 'homeroom_teacher'], 'классный руководитель, родитель'],
  [['wizard'], ''],
])('words %o as «%s»', (roles, words) => {
  expect(rolesOf(roles)).toBe(words);
});
