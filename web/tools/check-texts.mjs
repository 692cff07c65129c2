/**
 * Fails where the languages of a catalogue differ, where a text lacks a plural form, says a retired word, is used
 * nowhere, or belongs to a folder that those who use it may not import, and where Russian text is outside of the
 * catalogues.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { retiredIn } from './retired-words.mjs';
import {
  argumentsOf,
  keysIn,
  LANGUAGES,
  mayUse,
  ownerOf,
  readTexts,
  SOURCES,
  withoutComments,
} from './texts.mjs';

const PLURALS = { ru: ['one', 'few', 'many', 'other'], en: ['one', 'other'] };
const NOT_SHOWN = /\.test\.|\/testing\.tsx$|shared\/testing\//;
const problems = [];
const texts = readTexts((problem) => problems.push(problem));

/** The names and types of a text's arguments; also checks its plurals. */
function typesOf(language, key, words) {
  const found = argumentsOf(compileMessage(words), (forms) => {
    for (const form of PLURALS[language]) {
      if (!(form in forms)) problems.push(`${language}: ${key} lacks the plural form «${form}»`);
    }
  });
  return [...found.keys()].sort().join();
}

for (const [key, text] of texts) {
  const missing = LANGUAGES.filter((language) => !text[language]?.trim());
  for (const language of missing)
    problems.push(`${text.owner}/texts/${language}.json: ${key} is missing or empty`);
  if (missing.length > 0) continue;
  for (const language of LANGUAGES) problems.push(...retiredIn(language, key, text[language]));
  const [inRussian, inEnglish] = LANGUAGES.map((language) => typesOf(language, key, text[language]));
  if (inRussian !== inEnglish) problems.push(`${key}: arguments differ: ${inRussian} and ${inEnglish}`);
}

const unused = new Set(texts.keys());
for (const name of readdirSync(SOURCES, { recursive: true })) {
  const file = join(SOURCES, name);
  if (!/\.tsx?$/.test(name) || NOT_SHOWN.test(name)) continue;
  const code = readFileSync(file, 'utf8');
  for (const key of keysIn(code, file, texts)) {
    unused.delete(key);
    const { owner } = texts.get(key);
    if (!mayUse(ownerOf(file), owner))
      problems.push(`${relative('.', file)}: ${key} belongs to ${owner}: move it to a layer below both`);
  }
  // Character ranges in regular expressions are not text.
  const word = withoutComments(code)
    .replace(/\[[^\]\n]*[а-я]-[а-я][^\]\n]*\]/gi, '')
    .match(/[а-яё]{2,}/i);
  if (word) problems.push(`${relative('.', file)}: «${word[0]}» stands outside of the catalogue`);
}
for (const key of unused) problems.push(`${key} is used nowhere`);

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
