import { beforeEach, expect, it } from 'vitest';
import { EMPTY_DRAFT, forgetDraft, keepDraft, keptDraft, nameProblem, tidyName } from './draft';

const vera = { ...EMPTY_DRAFT, last_name: 'Ким', first_name: 'Вера', question: 'birth' as const };

beforeEach(() => localStorage.clear());

it('comes back to the question at which the tab was closed', () => {
  keepDraft(localStorage, vera, 1000);
  expect(keptDraft(localStorage, 2000)).toEqual(vera);
});

it('forgets a draft after an hour, and leaves nothing of it in the browser', () => {
  keepDraft(localStorage, vera, 0);
  expect(keptDraft(localStorage, 3_600_000)).toEqual(EMPTY_DRAFT);
  expect(localStorage).toHaveLength(0);
});

it('forgets a draft when it was sent', () => {
  keepDraft(localStorage, vera, 0);
  forgetDraft(localStorage);
  expect(localStorage).toHaveLength(0);
});

it.each(['{', '[]', '{"at":1}', '{"at":1,"draft":{"question":"shoe size"}}'])(
  'begins anew where %s was kept',
  (kept) => {
    localStorage.setItem('parta.profile-draft', kept);
    expect(keptDraft(localStorage, 2)).toEqual(EMPTY_DRAFT);
  },
);

it.each([
  ['Иванова', undefined],
  ['Салтыкова-Щедрина', undefined],
  ["О'Нил", undefined],
  ['  ', 'missing'],
  ['4Б', 'not_a_name'],
  ['Анна!', 'not_a_name'],
  ['Ы'.repeat(61), 'too_long'],
])('finds the name «%s» %s', (name, problem) => {
  expect(nameProblem(name)).toBe(problem);
});

it('does not insist on a patronymic, and tidies spaces', () => {
  expect(nameProblem('', false)).toBeUndefined();
  expect(tidyName('  Анна   Мария ')).toBe('Анна Мария');
});
