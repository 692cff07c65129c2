import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '../testing/texts';
import { errorText } from './error-text';
import { isApiError, NetworkError, readApiError } from './errors';

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
  expect(errorText(await readApiError(answer(400, { code: 'quite_new' })))).toBe(
    'Не получилось. Повторите чуть позже.',
  );
  expect(errorText(new NetworkError())).toContain('Нет связи');
});
