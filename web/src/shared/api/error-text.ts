import { sizeInWords } from '../i18n/sizes';
import { t } from '../i18n/text';
import { ApiError, NetworkError, NotSavedError, StorageFullError, StorageLostError } from './errors';
import { lateCodeText } from './late-error-codes';

/** A longer time is told in minutes. */
const MOST_SECONDS = 90;

/** Return the text of an error for people. */
export function errorText(failure: unknown): string {
  if (failure instanceof NetworkError) return t('api.network');
  if (failure instanceof NotSavedError) return t('api.notSaved', { reason: errorText(failure.cause) });
  if (failure instanceof StorageFullError) return t('api.storageFull');
  if (failure instanceof StorageLostError) return t('api.storageLost');
  if (!(failure instanceof ApiError)) return t('api.unknown');
  const seconds = failure.numberExtra('retry_after');
  if (failure.status === 429 && seconds !== undefined) {
    if (seconds <= MOST_SECONDS) return t('api.wait', { seconds });
    return t('api.waitMinutes', { minutes: Math.ceil(seconds / 60) });
  }
  const used = failure.numberExtra('used');
  const limit = failure.numberExtra('limit');
  if (failure.code === 'quota_exceeded' && used !== undefined && limit !== undefined)
    return t('api.quota', { used: sizeInWords(used), limit: sizeInWords(limit) });
  return lateCodeText(failure.code) ?? t('api.unknown');
}
