import { i18n, type Messages } from '@lingui/core';
import { loadPart } from '../offline/parts';
import type { TextKey } from './keys';

/** The languages of the interface, the first being the default. */
export const LANGUAGES = ['ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Compiled catalogues of an entry page: Russian is bundled, others load when chosen. */
export interface Catalogues {
  readonly ru: Messages;
  readonly en: () => Promise<{ readonly default: Messages }>;
}

/** Values for the arguments of a text. */
export type TextValues = Readonly<Record<string, string | number | Date>>;

const REMEMBERED = 'parta.language';

/** Return the text in the chosen language, its plurals and arguments filled in. */
export function t(key: TextKey, values?: TextValues): string {
  return i18n._(key, values);
}

/** True if a key, for example one made of a server's code, has a text. */
export function hasText(key: string): key is TextKey {
  return key in i18n.messages;
}

/** Return the current language. */
export function language(): Language {
  return i18n.locale === 'en' ? 'en' : 'ru';
}

/** Switch to this language, and store the choice. */
export async function chooseLanguage(chosen: Language, catalogues: Catalogues): Promise<void> {
  localStorage.setItem(REMEMBERED, chosen);
  await activate(chosen, catalogues);
}

/** Activate the stored language, else Russian. */
export async function startTexts(catalogues: Catalogues): Promise<void> {
  await activate(localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'ru', catalogues);
}

/** Call back whenever the language changes. */
export function onLanguageChange(listener: () => void): () => void {
  return i18n.on('change', listener);
}

async function activate(chosen: Language, catalogues: Catalogues): Promise<void> {
  const messages = chosen === 'ru' ? catalogues.ru : (await loadPart(catalogues.en)).default;
  document.documentElement.lang = chosen;
  i18n.loadAndActivate({ locale: chosen, messages });
}
