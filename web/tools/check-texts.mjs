/**
 * Fails where catalogues differ, lack a plural form, contain unused texts or texts missing from a page's
 * bundle, or where Russian text is outside of them.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';

const CATALOGUES = 'src/shared/i18n/texts';
const PLURALS = { ru: ['one', 'few', 'many', 'other'], en: ['one', 'other'] };
const problems = [];

function readCatalogue(language) {
  const texts = {};
  for (const name of readdirSync(join(CATALOGUES, language))) {
    const area = name.replace('.json', '');
    for (const [key, text] of Object.entries(
      JSON.parse(readFileSync(join(CATALOGUES, language, name), 'utf8')),
    )) {
      if (!key.startsWith(`${area}.`))
        problems.push(`${language}/${name}: ${key} does not begin with ${area}.`);
      if (!text.trim()) problems.push(`${language}/${name}: ${key} is empty`);
      texts[key] = text;
    }
  }
  return texts;
}

/** The arguments of a compiled message; also checks its plurals. */
function argumentsOf(language, key, message, found = new Set()) {
  if (!Array.isArray(message)) return found;
  for (const part of message) {
    if (!Array.isArray(part)) continue;
    const [name, kind, forms] = part;
    found.add(name);
    if (forms === null || typeof forms !== 'object') continue;
    const wanted = kind === 'plural' ? PLURALS[language] : [];
    for (const form of wanted) {
      if (!(form in forms)) problems.push(`${language}: ${key} lacks the plural form «${form}»`);
    }
    for (const form of Object.values(forms)) argumentsOf(language, key, form, found);
  }
  return found;
}

const texts = { ru: readCatalogue('ru'), en: readCatalogue('en') };
for (const [language, other] of [
  ['ru', 'en'],
  ['en', 'ru'],
]) {
  for (const key of Object.keys(texts[language])) {
    if (!(key in texts[other])) problems.push(`${other}: ${key} is missing`);
  }
}
for (const key of Object.keys(texts.ru)) {
  if (!(key in texts.en)) continue;
  const [inRussian, inEnglish] = ['ru', 'en'].map((language) =>
    [...argumentsOf(language, key, compileMessage(texts[language][key]))].sort().join(),
  );
  if (inRussian !== inEnglish) problems.push(`${key}: arguments differ: ${inRussian} and ${inEnglish}`);
}

const sources = readdirSync('src', { recursive: true })
  .filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.|\/testing\.tsx$|shared\/(testing|api\/schema)/.test(name),
  )
  .map((name) => {
    const code = readFileSync(join('src', name), 'utf8');
    return { name, code: code.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '') };
  });
const all = sources.map(({ code }) => code).join('\n');
const prefixes = [...all.matchAll(/`([a-z][\w-]*\.[\w.-]*)\$\{/g)].map((match) => match[1]);
for (const key of Object.keys(texts.ru)) {
  const used =
    all.includes(`'${key}'`) || all.includes(`"${key}"`) || prefixes.some((p) => key.startsWith(p));
  if (!used) problems.push(`${key} is used nowhere`);
}
for (const { name, code } of sources) {
  // Character ranges in regular expressions are not text.
  const word = code.replace(/\[[^\]\n]*[а-я]-[а-я][^\]\n]*\]/gi, '').match(/[а-яё]{2,}/i);
  if (word) problems.push(`src/${name}: «${word[0]}» stands outside of the catalogue`);
}

/** The file of an import, or undefined for a library. */
function importedFile(from, name) {
  const path = name.startsWith('@/') ? join('src', name.slice(2)) : join(dirname(from), name);
  return ['', '.ts', '.tsx']
    .map((end) => path + end)
    .find((file) => /\.tsx?$/.test(file) && existsSync(file));
}

/** All modules that an entry page imports. */
function reachedFrom(entry) {
  const reached = new Map();
  const ahead = [entry];
  for (let file = ahead.pop(); file !== undefined; file = ahead.pop()) {
    if (reached.has(file)) continue;
    const code = readFileSync(file, 'utf8');
    reached.set(file, code);
    const names = [...code.matchAll(/(?:from|import\()\s*'((?:@\/|\.)[^']+)'/g)].map((match) => match[1]);
    ahead.push(...names.map((name) => importedFile(file, name)).filter(Boolean));
  }
  return reached;
}

const areas = readdirSync(join(CATALOGUES, 'ru')).map((name) => name.replace('.json', ''));
const areasNamed = new RegExp(`['"\`](${areas.join('|')})\\.[a-zA-Z$]`, 'g');
for (const page of readdirSync('src/apps')) {
  for (const language of ['ru', 'en']) {
    const brought = readFileSync(`src/apps/${page}/texts.${language}.ts`, 'utf8');
    for (const [file, code] of reachedFrom(`src/apps/${page}/main.tsx`)) {
      if (/api\/schema|i18n\/keys/.test(file)) continue;
      for (const area of new Set([...code.matchAll(areasNamed)].map((match) => match[1]))) {
        if (!brought.includes(`texts/${language}/${area}.json`))
          problems.push(`${page} does not bring ${language}/${area}.json, which ${file} asks for`);
      }
    }
  }
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
