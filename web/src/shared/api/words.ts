import { hasText, t } from '../i18n/text';
import { NetworkFailure, Refusal, StorageFull } from './refusal';

/** Give what a failure means to a person and what to do about it. A code without words of its own has general ones. */
export function wordsOf(failure: unknown): string {
  if (failure instanceof NetworkFailure) return t('api.network');
  if (failure instanceof StorageFull) return t('api.storageFull');
  if (!(failure instanceof Refusal)) return t('api.unknown');
  const seconds = failure.count('retry_after');
  if (failure.status === 429 && seconds !== undefined) return t('api.wait', { seconds });
  return wordsOfCode(failure.code);
}

/** Give the words for a stable code of the server. */
export function wordsOfCode(code: string): string {
  const key = `api.code.${code}`;
  return hasText(key) ? t(key) : t('api.unknown');
}
