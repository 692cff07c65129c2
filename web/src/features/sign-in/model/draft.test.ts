import { beforeEach, expect, it } from 'vitest';
import { EMPTY_DRAFT, forgetDraft, readDraft, saveDraft } from './draft';

const vera = { ...EMPTY_DRAFT, last_name: 'Ким', first_name: 'Вера', question: 'birth' as const };

beforeEach(() => localStorage.clear());

it('comes back to the question at which the tab was closed', () => {
  saveDraft(localStorage, vera, 1000);
  expect(readDraft(localStorage, 2000)).toEqual(vera);
});

it('forgets a draft after a day, and leaves nothing of it in the browser', () => {
  saveDraft(localStorage, vera, 0);
  expect(readDraft(localStorage, 86_400_000)).toEqual(EMPTY_DRAFT);
  expect(localStorage).toHaveLength(0);
});

it('forgets a draft when it was sent', () => {
  saveDraft(localStorage, vera, 0);
  forgetDraft(localStorage);
  expect(localStorage).toHaveLength(0);
});

it.each(['{', '[]', '{"at":1}', '{"at":1,"draft":{"question":"shoe size"}}'])(
  'begins anew where %s was kept',
  (kept) => {
    localStorage.setItem('parta.profile-draft', kept);
    expect(readDraft(localStorage, 2)).toEqual(EMPTY_DRAFT);
  },
);
