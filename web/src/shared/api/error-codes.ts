/** The words of the server's stable codes: many, and seldom needed. They come with the first error, not with the page. */
import { isKnown, t } from '../i18n/text';
import type { ErrorCode } from './schema';

/** Return the text of a stable code of the server; without one, the server is newer than this page. */
export function errorCodeText(code: string): string {
  // A proxy in front of Parta, whose reason nobody knows.
  if (code === 'refused') return t('api.unknown');
  const key = `api.code.${code}`;
  return isKnown<`api.code.${ErrorCode}`>(key) ? t(key) : t('api.unknownCode');
}
