import { screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { JournalSignIn } from './JournalSignIn';

beforeAll(startTestTexts);

const SIGN_IN = 'POST /api/journal/sign-in';

function open() {
  const onDone = vi.fn();
  return { ...show(<JournalSignIn onDone={onDone} />), onDone };
}

const login = () => screen.getByLabelText<HTMLInputElement>('Логин');
const password = () => screen.getByLabelText<HTMLInputElement>('Пароль');

it('says what is missing before it asks the server', async () => {
  const server = fakeApi();
  const { user } = open();
  await user.click(screen.getByRole('button', { name: 'Войти' }));
  expect(screen.getByText('Введите логин')).toBeTruthy();
  expect(screen.getByText('Введите пароль')).toBeTruthy();
  expect(server.requests).toEqual([]);
});

it('signs in, the spaces around the login aside', async () => {
  const server = fakeApi();
  const { user, onDone } = open();
  await user.type(login(), ' belova ');
  await user.type(password(), 'тайна{Enter}');
  await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(server.requests).toEqual([{ what: SIGN_IN, body: { login: 'belova', password: 'тайна' } }]);
});

it.each([
  ['wrong_login_or_password', 401, /Неверный логин или пароль/],
  ['unavailable', 503, /./],
] as const)('keeps the login and asks for the password again: %s', async (code, status, words) => {
  fakeApi({ [SIGN_IN]: errorResponse(status, code) });
  const { user, onDone } = open();
  await user.type(login(), 'belova');
  await user.type(password(), 'тайна{Enter}');
  await waitFor(() => expect(password().getAttribute('aria-invalid')).toBe('true'));
  const problem = document.getElementById(password().getAttribute('aria-describedby') ?? '');
  expect(problem?.textContent).toMatch(words);
  expect([login().value, password().value]).toEqual(['belova', '']);
  expect(document.activeElement).toBe(password());
  expect(onDone).not.toHaveBeenCalled();
});
