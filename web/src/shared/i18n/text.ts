import { i18n, type Messages } from '@lingui/core';
import { loadPart } from '../offline/parts';
import type { AnyTextKey, TextArguments } from './keys';
import { russian } from './russian';

/** The languages of the interface, the first being the default. */
export const LANGUAGES = ['ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Loads the English texts of an entry page. Russian ones come with the code that uses them. */
export type LoadEnglish = () => Promise<{ readonly default: Messages }>;

const REMEMBERED = 'parta.language';
let reportUnknown: (key: string) => void = () => undefined;
let loadEnglish: LoadEnglish = async () => ({ default: {} });

i18n.loadAndActivate({ locale: 'ru', messages: russian });

/**
 * Return the text in the chosen language, its plurals and arguments filled in. A server that is newer than this page may
 * say what has no text here: one calm sentence stands for it, and it is reported.
 */
export function t<Key extends AnyTextKey>(key: Key, ...[values]: TextArguments<Key>): string {
  if (key in i18n.messages) return i18n._(key, values as Record<string, unknown> | undefined);
  reportUnknown(key);
  return i18n._('ui.unknownText' satisfies AnyTextKey);
}

/** True if a key that is made of a server's code has a text; otherwise it is reported. */
export function isKnown<Key extends AnyTextKey>(key: string): key is Key {
  if (key in i18n.messages) return true;
  reportUnknown(key);
  return false;
}

/** A server that is newer than this page said what has no text here. */
export class UnknownText extends Error {
  override readonly name = 'UnknownText';
}

/** Call back for each key without a text. */
export function onUnknownText(listener: (key: string) => void): void {
  reportUnknown = listener;
}

/** Return the current language. */
export function language(): Language {
  return i18n.locale === 'en' ? 'en' : 'ru';
}

/** Switch to this language, and store the choice. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, chosen);
  await activate(chosen);
}

/** Activate the stored language of a page, else Russian. */
export async function startTexts(english: LoadEnglish): Promise<void> {
  loadEnglish = english;
  await activate(localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'ru');
}

/** Call back whenever the language changes. */
export function onLanguageChange(listener: () => void): () => void {
  return i18n.on('change', listener);
}

async function activate(chosen: Language): Promise<void> {
  const messages = chosen === 'ru' ? russian : (await loadPart(loadEnglish)).default;
  document.documentElement.lang = chosen;
  i18n.loadAndActivate({ locale: chosen, messages });
}
