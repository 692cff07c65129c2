import { beforeAll, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n/text';
import { errorResponse } from '../testing/server';
import { errorText } from './error-text';
import { readApiError } from './errors';

beforeAll(() => startTexts(async () => ({ default: {} })));

it('has the words of a code once the server’s error is there', async () => {
  expect(errorText(await readApiError(errorResponse(422, 'bad_phone')))).toMatch(/Проверьте номер/);
});

it('waits for no words where nobody is signed in', async () => {
  const loadWords = vi.fn(async () => undefined);
  await readApiError(errorResponse(401, 'unauthenticated'), loadWords);
  expect(loadWords).not.toHaveBeenCalled();
});
