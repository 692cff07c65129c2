import { loadErrorCodes } from '../api/late-error-codes';
import { startTexts } from '../i18n/text';

/** Activate Russian, with the words of the server's codes. */
export async function startTestTexts(): Promise<void> {
  await startTexts(async () => ({ default: {} }));
  await loadErrorCodes();
}
