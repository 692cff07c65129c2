import { expect, it } from 'vitest';
import { passwordProblem } from './password';

it.each([
  ['', '', 'too_short'],
  ['девять бу', 'девять бу', 'too_short'],
  ['кот сел на стул', 'кот сел на стол', 'differ'],
  ['я'.repeat(129), 'я'.repeat(129), 'too_long'],
  ['кот сел на стул', 'кот сел на стул', undefined],
])('finds «%s» and «%s» %s', (password, again, problem) => {
  expect(passwordProblem(password, again)).toBe(problem);
});
