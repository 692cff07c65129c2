import { beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n/text';
import { errorResponse } from '../testing/server';

beforeEach(async () => {
  vi.resetModules();
  await startTexts(async () => ({ default: {} }));
});

it('has the words of a code once the server’s error is there', async () => {
  const { readApiError } = await import('./errors');
  const { errorText } = await import('./error-text');
  expect(errorText(await readApiError(errorResponse(422, 'bad_phone')))).toMatch(/Проверьте номер/);
});

it('waits for no words where nobody is signed in', async () => {
  const { readApiError } = await import('./errors');
  const { lateCodeText } = await import('./late-error-codes');
  await readApiError(errorResponse(401, 'unauthenticated'));
  expect(lateCodeText('unauthenticated')).toBeUndefined();
});
