import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '../testing/texts';
import { isRefusal, NetworkFailure, readRefusal } from './refusal';
import { wordsOf } from './words';

beforeAll(startTestTexts);

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
}

it('reads code, facts and fields of problem details', async () => {
  const refusal = await readRefusal(
    answer(422, {
      type: 'about:blank',
      status: 422,
      code: 'wrong_code',
      detail: 'no',
      tries_left: 2,
      errors: [{ at: 'body.code', code: 'too_short' }, 'nonsense'],
    }),
  );
  expect(refusal).toMatchObject({ status: 422, code: 'wrong_code', detail: 'no', facts: { tries_left: 2 } });
  expect(refusal.count('tries_left')).toBe(2);
  expect(refusal.fields).toEqual([{ at: 'body.code', code: 'too_short' }]);
  expect(isRefusal(refusal, 'wrong_code')).toBe(true);
  expect(isRefusal(refusal, 'forbidden')).toBe(false);
});

it.each([
  [502, 'unavailable'],
  [413, 'too_large'],
  [418, 'refused'],
])('gives a code to a %i that a proxy answered without one', async (status, code) => {
  expect((await readRefusal(answer(status, '<html>'))).code).toBe(code);
});

it('says in words how long to wait', async () => {
  const refusal = await readRefusal(answer(429, { code: 'too_many' }, { 'Retry-After': '22' }));
  expect(wordsOf(refusal)).toBe('Слишком много попыток. Повторите через 22 секунды.');
});

it('has words for a code it knows, for one it does not know, and for silence', async () => {
  expect(wordsOf(await readRefusal(answer(403, { code: 'forbidden' })))).toBe(
    'У вас нет прав на это действие.',
  );
  expect(wordsOf(await readRefusal(answer(400, { code: 'quite_new' })))).toBe(
    'Не получилось. Повторите чуть позже.',
  );
  expect(wordsOf(new NetworkFailure())).toContain('Нет связи');
});
