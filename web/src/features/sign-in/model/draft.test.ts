import { beforeEach, expect, it } from 'vitest';
import { beginDraft, type Draft, forgetDraft, readDraft, saveDraft } from './draft';

const vera: Draft = {
  ...beginDraft('+7 900 000-00-05'),
  last_name: 'Ким',
  first_name: 'Вера',
  page: 'check',
};

beforeEach(() => localStorage.clear());

it('comes back to the page at which the tab was closed', () => {
  saveDraft(localStorage, vera, 1000);
  expect(readDraft(localStorage, 2000)).toEqual(vera);
});

it('forgets a draft after a day, and leaves nothing of it in the browser', () => {
  saveDraft(localStorage, vera, 0);
  expect(readDraft(localStorage, 86_400_000)).toBeUndefined();
  expect(localStorage).toHaveLength(0);
});

it('forgets a draft when it was sent', () => {
  saveDraft(localStorage, vera, 0);
  forgetDraft(localStorage);
  expect(localStorage).toHaveLength(0);
});

it('begins with what is known of the person', () => {
  const known = {
    last_name: 'Ким',
    first_name: 'Вера',
    patronymic: '',
    birth_on: '1980-05-03',
    sex: '',
  } as const;
  expect(beginDraft('+7 900 000-00-05', known)).toEqual({
    ...known,
    phone: '+7 900 000-00-05',
    page: 'details',
  });
});

it.each([
  '{',
  '[]',
  '{"at":1}',
  '{"at":1,"draft":{"phone":"+7","page":"shoe size"}}',
  '{"at":1,"draft":{"page":"check"}}',
])('begins anew where %s was kept', (kept) => {
  localStorage.setItem('parta.profile-draft', kept);
  expect(readDraft(localStorage, 2)).toBeUndefined();
});
