import { beforeAll, expect, expectTypeOf, it, vi } from 'vitest';
import type { AnyTextKey } from '../i18n/keys';
import { onUnknownText } from '../i18n/text';
import { startTestTexts } from '../testing/texts';
import { errorText } from './error-text';
import { ApiError, isApiError, isFinal, lostConnection, NetworkError, readApiError } from './errors';
import type { ErrorCode, LinkRefusal, NotificationRead, Reason, ServiceMessageRead } from './schema';

beforeAll(startTestTexts);

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
}

it('reads code, extra and fields of problem details', async () => {
  const error = await readApiError(
    answer(422, {
      type: 'about:blank',
      status: 422,
      code: 'wrong_code',
      detail: 'no',
      tries_left: 2,
      errors: [{ at: 'body.code', code: 'too_short' }, 'nonsense'],
    }),
  );
  expect(error).toMatchObject({ status: 422, code: 'wrong_code', detail: 'no', extra: { tries_left: 2 } });
  expect(error.numberExtra('tries_left')).toBe(2);
  expect(error.fields).toEqual([{ at: 'body.code', code: 'too_short' }]);
  expect(isApiError(error, 'wrong_code')).toBe(true);
  expect(isApiError(error, 'forbidden')).toBe(false);
});

it.each([
  [502, 'unavailable'],
  [413, 'too_large'],
  [418, 'refused'],
])('gives a code to a %i that a proxy answered without one', async (status, code) => {
  expect((await readApiError(answer(status, '<html>'))).code).toBe(code);
});

it('says in words how long to wait', async () => {
  const error = await readApiError(answer(429, { code: 'too_many' }, { 'Retry-After': '22' }));
  expect(errorText(error)).toBe('Слишком много попыток. Повторите через 22 секунды.');
});

it('has words for a code it knows, for one it does not know, and for silence', async () => {
  expect(errorText(await readApiError(answer(403, { code: 'forbidden' })))).toBe(
    'У вас нет прав на это действие.',
  );
  const unknown = vi.fn();
  onUnknownText(unknown);
  expect(errorText(await readApiError(answer(400, { code: 'quite_new' })))).toBe(
    'Не получилось. Обновите страницу и повторите.',
  );
  expect(unknown).toHaveBeenCalledExactlyOnceWith('api.code.quite_new');
  expect(errorText(new NetworkError())).toContain('Нет связи');
});

it('has words for each code of the server, and none for others', () => {
  expectTypeOf<Extract<AnyTextKey, `api.code.${string}`>>().toEqualTypeOf<`api.code.${ErrorCode}`>();
  expectTypeOf<
    Extract<AnyTextKey, `messages.service.${string}`>
  >().toEqualTypeOf<`messages.service.${ServiceMessageRead['code'] | 'unknown'}`>();
  expectTypeOf<Extract<AnyTextKey, `notifications.kind.${string}`>>().toEqualTypeOf<
    // What a move becomes when only the classroom is another.
    `notifications.kind.${NotificationRead['kind'] | 'other_classroom'}`
  >();
  expectTypeOf<
    Extract<AnyTextKey, `chats.join.refusal.${string}`>
  >().toEqualTypeOf<`chats.join.refusal.${LinkRefusal}`>();
  expectTypeOf<
    Extract<AnyTextKey, `linking.conflict.${string}`>
  >().toEqualTypeOf<`linking.conflict.${Reason}`>();
  expectTypeOf<
    Extract<AnyTextKey, `messages.case.reason.${string}`>
  >().toEqualTypeOf<`messages.case.reason.${Reason}`>();
});

it.each([
  [400, true],
  [401, false],
  [403, true],
  [404, true],
  [408, false],
  [409, true],
  [413, true],
  [422, true],
  [429, false],
  [500, false],
  [503, false],
])('a %i is final: %s', (status, final) => {
  expect(isFinal(new ApiError(status, '', ''))).toBe(final);
});

it.each([
  ['is offline', { isPending: true, isPaused: true, failureReason: null }, true],
  ['got no answer', { isPending: true, isPaused: false, failureReason: new NetworkError() }, true],
  ['waits for the first answer', { isPending: true, isPaused: false, failureReason: null }, false],
  ['has something to show', { isPending: false, isPaused: true, failureReason: null }, false],
])('who %s is told of a lost connection or not', (_, query, isTold) => {
  expect(lostConnection(query) !== undefined).toBe(isTold);
});
