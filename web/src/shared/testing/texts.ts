import { startTexts } from '../i18n/text';

/** Activate Russian. */
export async function startTestTexts(): Promise<void> {
  await startTexts(async () => ({ default: {} }));
}
