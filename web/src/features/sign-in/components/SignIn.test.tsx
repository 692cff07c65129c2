import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ErrorCode, SignInState } from '@/shared/api/schema';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { beginDraft, type Draft, readDraft, saveDraft } from '../model/draft';
import { SignIn } from './SignIn';

beforeAll(startTestTexts);
beforeEach(() => localStorage.clear());

const NOTHING = { resend_after: null, tries_left: null, expires_at: null, delivery: null };
const ANNA = '+7 900 000-00-01';
const ended = { ...NOTHING, step: 'phone', phone: ANNA };
const code = (phone: string): SignInState => ({
  ...NOTHING,
  step: 'code',
  phone,
  resend_after: 60,
  delivery: 'sent',
});
const draft: Draft = { ...beginDraft(ANNA), last_name: 'Ким' };
const NEW: SignInState = { ...NOTHING, step: 'profile', phone: ANNA };
const nobody: SignInState = { ...NOTHING, step: 'phone', phone: null };

const begin = async (user: UserEvent, way = 'Профиль Парты') =>
  user.click(await screen.findByRole('button', { name: way }));
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
  expect(screen.getByText(/Время входа истекло/)).toBeTruthy();
});

it.each([
  ['keeps the answers of who comes back', ANNA, draft],
  ['drops the answers of somebody else', '+7 900 000-00-05', undefined],
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
  saveDraft(localStorage, draft, Date.now());
  const server = fakeServer({ 'GET /api/id/sign-in': NEW, 'DELETE /api/id/sign-in': null });
  const { user } = show(<SignIn onDone={() => undefined} />);
  expect(await screen.findByText(/Профиль для номера \+7 900 000-00-01/)).toBeTruthy();
  server.answer({ 'GET /api/id/sign-in': nobody });
  await user.click(screen.getByRole('button', { name: 'Это не мой номер' }));
  await screen.findByRole('button', { name: 'Профиль Парты' });
  expect(server.done).toEqual([expect.objectContaining({ what: 'DELETE /api/id/sign-in' })]);
  expect(readDraft(localStorage, Date.now())).toBeUndefined();
});

const failing = (status: number, code: ErrorCode, extra: object = {}) => errorResponse(status, code, extra);

it.each<[string, Response, RegExp]>([
  ['a number that cannot be', failing(422, 'bad_phone'), /Проверьте номер: он введён неверно/],
  ['a country without codes', failing(422, 'phone_not_served'), /На этот номер коды не отправляются/],
  ['a day without codes', failing(503, 'budget_spent'), /Парта больше не отправляет сегодня коды/],
  ['too many attempts', failing(429, 'too_many', { retry_after: 30 }), /Повторите через 30 секунд/],
])('says at the number what is wrong: %s', async (_what, answer, words) => {
  fakeApi({ 'GET /api/id/sign-in': nobody, 'POST /api/id/sign-in': answer });
  const { user } = show(<SignIn onDone={() => undefined} />);
  await begin(user);
  await user.type(await number(), ANNA);
  await user.click(screen.getByRole('button', { name: 'Продолжить' }));
  expect(await screen.findByText(words)).toBeTruthy();
  expect((await number()).value).toBe(ANNA);
});

it('asks for the whole number before it asks the server', async () => {
  const server = fakeApi({ 'GET /api/id/sign-in': nobody });
  const { user } = show(<SignIn onDone={() => undefined} />);
  await begin(user);
  await user.type(await number(), '900');
  await user.click(screen.getByRole('button', { name: 'Продолжить' }));
  expect(await screen.findByText(/Введите номер полностью/)).toBeTruthy();
  expect(server.requests.filter(({ what }) => what.startsWith('POST'))).toEqual([]);
});

it.each<[string, Response, RegExp]>([
  ['a wrong code', failing(422, 'wrong_code', { tries_left: 2 }), /Неверный код. Осталось 2 попытки/],
  ['the last try', failing(422, 'wrong_code', { tries_left: 0 }), /попыток больше нет/],
  ['an old code', failing(409, 'code_expired'), /Срок действия кода истёк/],
  ['no tries left', failing(409, 'no_tries_left'), /Попытки закончились/],
])('says at the code what is wrong, and empties the field: %s', async (_what, answer, words) => {
  fakeApi({ 'GET /api/id/sign-in': code(ANNA), 'POST /api/id/sign-in/code': answer });
  const { user } = show(<SignIn onDone={() => undefined} />);
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: /Шесть цифр/ });
  await user.type(field, '123456');
  expect(await screen.findByText(words)).toBeTruthy();
  expect(field.value).toBe('');
});

it.each([
  ['delayed', /задерживается/],
  ['failed', /не доставлена/],
] as const)('says that the message with the code is %s', async (delivery, words) => {
  fakeApi({ 'GET /api/id/sign-in': { ...code(ANNA), delivery } });
  show(<SignIn onDone={() => undefined} />);
  expect(await screen.findByText(words)).toBeTruthy();
});

it('signs in by a password instead, says that one is wrong, and lets one go back to the code', async () => {
  const server = fakeApi({
    'GET /api/id/sign-in': code(ANNA),
    'POST /api/id/sign-in/password': failing(422, 'wrong_password'),
  });
  const onDone = vi.fn();
  const { user } = show(<SignIn onDone={onDone} />);
  await user.click(await screen.findByRole('button', { name: 'Войти по паролю' }));
  await user.type(await screen.findByLabelText('Пароль'), 'не тот пароль');
  await user.click(screen.getByRole('button', { name: 'Войти' }));
  expect(await screen.findByText(/Неверный пароль/)).toBeTruthy();
  server.answer({ 'POST /api/id/sign-in/password': { ...NOTHING, step: 'done', phone: ANNA } });
  await user.type(screen.getByLabelText('Пароль'), 'тот самый');
  await user.click(screen.getByRole('button', { name: 'Войти' }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce());
});

async function fillIn(user: UserEvent): Promise<void> {
  await user.type(await screen.findByLabelText('Фамилия'), ' орлова ');
  await user.type(screen.getByLabelText('Имя'), 'Лена');
  await user.type(screen.getByLabelText('День'), '3');
  await user.selectOptions(screen.getByLabelText('Месяц'), '5');
  await user.type(screen.getByLabelText('Год'), '2012');
  await user.click(screen.getByRole('radio', { name: 'Женский' }));
}

const next = (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Продолжить' }));

it('says on the first page what Parta is, and offers to sign in or to create a profile', async () => {
  fakeApi({ 'GET /api/id/sign-in': nobody });
  const { user } = show(<SignIn onDone={() => undefined} below={<p>демо</p>} />);
  expect(await screen.findByText(/^Парта — это школьный мессенджер/)).toBeTruthy();
  expect(screen.getByText('демо')).toBeTruthy();
  await begin(user, 'Создать учебный профиль');
  await number();
  expect(screen.getByText('Шаг 1 из 4')).toBeTruthy();
});

it('asks for the number at once where the page says why one signs in', async () => {
  fakeApi({ 'GET /api/id/sign-in': nobody });
  show(<SignIn onDone={() => undefined} reason="Войдите, и вы попадёте на урок." below={<p>демо</p>} />);
  await number();
  expect(screen.getByText('Войдите, и вы попадёте на урок.')).toBeTruthy();
  expect(screen.getByText('демо')).toBeTruthy();
});

it('asks a new person for everything on one page, shows the answers, and says that the profile is there', async () => {
  const server = fakeApi({
    'GET /api/id/sign-in': NEW,
    'POST /api/id/sign-in/profile': failing(422, 'malformed'),
  });
  const onDone = vi.fn();
  const { user } = show(<SignIn onDone={onDone} />);
  await screen.findByLabelText('Фамилия');
  expect(screen.getByText('Шаг 3 из 4')).toBeTruthy();
  await next(user);
  expect(screen.getAllByText('Заполните это поле')).toHaveLength(2);
  await fillIn(user);
  await next(user);
  await user.click(await screen.findByRole('button', { name: 'Создать профиль' }));
  expect((await screen.findByRole('alert')).textContent).toBeTruthy();
  server.answer({ 'POST /api/id/sign-in/profile': { ...NOTHING, step: 'done', phone: ANNA } });
  await user.click(screen.getByRole('button', { name: 'Создать профиль' }));
  expect(await screen.findByRole('heading', { name: 'Учебный профиль создан!' })).toBeTruthy();
  expect(onDone).not.toHaveBeenCalled();
  await next(user);
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(localStorage).toHaveLength(0);
  expect(server.requests.at(-1)?.body).toMatchObject({
    first_name: 'Лена',
    birth_on: '2012-05-03',
    sex: 'female',
  });
});

it('goes from the check to what is to be changed, and back to the check', async () => {
  fakeApi({ 'GET /api/id/sign-in': NEW });
  const { user } = show(<SignIn onDone={() => undefined} />);
  await fillIn(user);
  await next(user);
  await user.click(await screen.findByRole('button', { name: 'Изменить: Дата рождения' }));
  expect(document.activeElement).toBe(await screen.findByLabelText('День'));
  await user.clear(screen.getByLabelText('Год'));
  await user.type(screen.getByLabelText('Год'), '2011');
  await next(user);
  expect(await screen.findByText('3 мая 2011 г.')).toBeTruthy();
});

it('fills in what the journal knows, to be checked', async () => {
  fakeApi({ 'GET /api/id/sign-in': NEW });
  const known = {
    last_name: 'Кузнецов',
    first_name: 'Пётр',
    patronymic: 'Олегович',
    birth_on: '1990-10-12',
    sex: 'male',
  } as const;
  const { user } = show(<SignIn onDone={() => undefined} reason="Войдите" known={known} />);
  expect(await screen.findByText(/просто проверьте их/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Отчество, если есть').value).toBe('Олегович');
  await next(user);
  expect(await screen.findByText('12 октября 1990 г.')).toBeTruthy();
  expect(screen.getByText('Мужской')).toBeTruthy();
});

it('goes back step by step by «Back», and keeps what was typed', async () => {
  const server = fakeApi({ 'GET /api/id/sign-in': nobody, 'POST /api/id/sign-in': code(ANNA) });
  const { user } = show(<SignIn onDone={() => undefined} />);
  await begin(user);
  await user.type(await number(), ANNA);
  await next(user);
  await user.click(await screen.findByRole('button', { name: 'Войти по паролю' }));
  await screen.findByLabelText('Пароль');
  history.back();
  await screen.findByRole('textbox', { name: /Шесть цифр/ });
  history.back();
  expect((await number()).value).toBe(ANNA);
  await next(user);
  await screen.findByRole('textbox', { name: /Шесть цифр/ });
  history.back();
  await number();
  history.back();
  await screen.findByRole('button', { name: 'Создать учебный профиль' });
  expect(server.requests.map(({ what }) => what)).not.toContain('DELETE /api/id/sign-in');
});
