import type { Messages } from '@lingui/core';
import { startTexts } from '../i18n/text';

/** Activate all texts in Russian. */
export async function startTestTexts(): Promise<void> {
  const areas = import.meta.glob<{ default: Messages }>('../i18n/texts/ru/*.json', { eager: true });
  const ru: Messages = Object.assign({}, ...Object.values(areas).map((area) => area.default));
  await startTexts({ ru, en: async () => ({ default: {} }) });
}
