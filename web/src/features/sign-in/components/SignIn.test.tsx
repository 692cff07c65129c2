import { screen } from '@testing-library/react';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { EMPTY_DRAFT, readDraft, saveDraft } from '../model/draft';
import { SignIn } from './SignIn';

beforeAll(startTestTexts);
beforeEach(() => localStorage.clear());

const NOTHING = { resend_after: null, tries_left: null, expires_at: null, delivery: null };
const ANNA = '+7 900 000-00-01';
const ended = { ...NOTHING, step: 'phone', phone: ANNA };
const code = (phone: string) => ({ ...NOTHING, step: 'code', phone, resend_after: 60, delivery: 'sent' });
const draft = { ...EMPTY_DRAFT, last_name: 'Ким', question: 'birth' as const };

const number = () => screen.findByRole<HTMLInputElement>('textbox', { name: /Номер телефона/ });

it('goes back to the number, which is kept, where the sign-in has ended meanwhile', async () => {
  const server = fakeServer({
    'GET /api/id/sign-in': code(ANNA),
    'POST /api/id/sign-in/code': errorResponse(409, 'no_attempt'),
  });
  const { user } = show(<SignIn onDone={() => undefined} />);
  const field = await screen.findByRole('textbox', { name: /Шесть цифр/ });
  server.answer({ 'GET /api/id/sign-in': ended });
  await user.type(field, '123456');
  expect((await number()).value).toBe(ANNA);
  expect(screen.getByText(/Начнём ещё раз/)).toBeTruthy();
});

it.each([
  ['keeps the answers of who comes back', ANNA, draft],
  ['drops the answers of somebody else', '+7 900 000-00-05', EMPTY_DRAFT],
])('%s', async (_what, typed, kept) => {
  saveDraft(localStorage, draft, Date.now());
  const server = fakeServer({ 'GET /api/id/sign-in': ended, 'POST /api/id/sign-in': code(typed) });
  const { user } = show(<SignIn onDone={() => undefined} />);
  const field = await number();
  await user.clear(field);
  await user.type(field, typed);
  await user.click(screen.getByRole('button', { name: 'Продолжить' }));
  await screen.findByRole('textbox', { name: /Шесть цифр/ });
  expect(server.done).toHaveLength(1);
  expect(readDraft(localStorage, Date.now())).toEqual(kept);
});

it('lets who finds another person’s unfinished profile leave it, with nothing of it kept', async () => {
  saveDraft(localStorage, { ...draft, question: 'names' }, Date.now());
  const unfinished = { ...NOTHING, step: 'profile', phone: ANNA };
  const server = fakeServer({ 'GET /api/id/sign-in': unfinished, 'DELETE /api/id/sign-in': null });
  const { user } = show(<SignIn onDone={() => undefined} />);
  expect(await screen.findByText(/Профиль для номера \+7 900 000-00-01/)).toBeTruthy();
  server.answer({ 'GET /api/id/sign-in': { ...NOTHING, step: 'phone', phone: null } });
  await user.click(screen.getByRole('button', { name: 'Это не мой номер' }));
  await number();
  expect(server.done).toEqual([expect.objectContaining({ what: 'DELETE /api/id/sign-in' })]);
  expect(readDraft(localStorage, Date.now())).toEqual(EMPTY_DRAFT);
});
