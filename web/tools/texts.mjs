/** Reads the catalogues of all features, and finds which texts a module uses. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileMessage } from '@lingui/message-utils/compileMessage';

export const SOURCES = join(import.meta.dirname, '../src');
export const GENERATED = join(SOURCES, 'shared/i18n/catalogue.ts');
export const LANGUAGES = /** @type {const} */ (['ru', 'en']);

/** Types alone, which name what they do not show. */
const NOT_CODE = /shared\/(api\/schema|i18n\/catalogue)\.ts$/;

/** From lower to upper: a module uses texts of its own folder and of layers below. */
const LAYERS = ['shared', 'data', 'features', 'apps'];

/**
 * A text: the folder that it belongs to, such as `features/call`, and its words in each language.
 * @typedef {{ owner: string, ru?: string, en?: string }} Text
 */

/** Return all texts by their keys; `onProblem` is told of a key that two folders have.
 * @param {(problem: string) => void} [onProblem]
 * @returns {Map<string, Text>} */
export function readTexts(onProblem = () => undefined) {
  /** @type {Map<string, Text>} */
  const texts = new Map();
  for (const { owner, language, path } of catalogueFiles()) {
    for (const [key, words] of Object.entries(JSON.parse(readFileSync(path, 'utf8')))) {
      const known = texts.get(key);
      if (known && known.owner !== owner) onProblem(`${key} is in ${known.owner} and in ${owner}`);
      texts.set(key, { ...known, owner, [language]: words });
    }
  }
  return texts;
}

/** Return the files `<layer>/<folder>/texts/<language>.json`. */
export function catalogueFiles() {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|\/)texts\/\w+\.json$/.test(name))
    .sort()
    .map((name) => {
      const [owner, language] = name.slice(0, -'.json'.length).split('/texts/');
      return { owner: owner ?? '', language: language ?? '', path: join(SOURCES, name) };
    });
}

/** Return the folder that a module belongs to, such as `features/call`.
 * @param {string} file */
export function ownerOf(file) {
  return relative(SOURCES, file).split('/').slice(0, 2).join('/');
}

/** True if modules of `folder` may use texts of `owner`.
 * @param {string} folder
 * @param {string} owner */
export function mayUse(folder, owner) {
  const rank = (/** @type {string} */ name) => LAYERS.indexOf(name.split('/')[0] ?? '');
  return folder === owner || rank(owner) < rank(folder) || (rank(folder) === 0 && rank(owner) === 0);
}

/** Return the keys that the code of a module names, in full or by their beginning.
 * @param {string} code
 * @param {string} file
 * @param {Map<string, Text>} texts
 * @returns {string[]} */
export function keysIn(code, file, texts) {
  if (NOT_CODE.test(file)) return [];
  const own = withoutComments(code);
  const named = new Set([...own.matchAll(/(['"`])([a-z][\w-]*\.[\w.-]+)\1/g)].map((match) => match[2]));
  const beginnings = [...own.matchAll(/`([a-z][\w-]*\.[\w.-]*)\$\{/g)].map((match) => match[1] ?? '');
  const folder = ownerOf(file);
  return [...texts.keys()].filter(
    (key) =>
      named.has(key) ||
      (beginnings.some((beginning) => key.startsWith(beginning)) &&
        mayUse(folder, texts.get(key)?.owner ?? '')),
  );
}

/** Return the code without its comments.
 * @param {string} code */
export function withoutComments(code) {
  return code.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
}

/** Return the modules that an entry module imports, at once or late, with their code.
 * @param {string} entry */
export function modulesReachedFrom(entry) {
  /** @type {Map<string, string>} */
  const reached = new Map();
  const ahead = [entry];
  for (let file = ahead.pop(); file !== undefined; file = ahead.pop()) {
    if (reached.has(file)) continue;
    const code = readFileSync(file, 'utf8');
    reached.set(file, code);
    const names = code.matchAll(/(?:from|import|import\()\s*['"]((?:@\/|\.)[^'"]+)['"]/g);
    for (const [, name] of names) {
      const found = importedFile(file, name ?? '');
      if (found) ahead.push(found);
    }
  }
  return reached;
}

/** @param {string} from
 * @param {string} name */
function importedFile(from, name) {
  const path = name.startsWith('@/') ? join(SOURCES, name.slice(2)) : join(dirname(from), name);
  return ['', '.ts', '.tsx']
    .map((end) => path + end)
    .find((file) => /\.tsx?$/.test(file) && existsSync(file));
}

/** Return the type of each argument of a compiled message; `onPlural` receives the forms of each plural.
 * @param {unknown} message
 * @param {(forms: object) => void} [onPlural]
 * @param {Map<string, string>} [found]
 * @returns {Map<string, string>} */
export function argumentsOf(message, onPlural = () => undefined, found = new Map()) {
  if (!Array.isArray(message)) return found;
  for (const part of message) {
    if (!Array.isArray(part)) continue;
    const [name, kind, forms] = part;
    const isPlural = kind === 'plural' || kind === 'selectordinal';
    if (isPlural) onPlural(forms);
    if (isPlural || kind === 'number') found.set(name, 'number');
    else if (kind === 'select') found.set(name, 'string');
    else if (!found.has(name)) found.set(name, 'string | number');
    if (forms === null || typeof forms !== 'object') continue;
    for (const form of Object.values(forms)) argumentsOf(form, onPlural, found);
  }
  return found;
}

/** Write the types of all keys and of their arguments, if they have changed.
 * @param {Map<string, Text>} texts */
export function writeTypes(texts) {
  const lines = [...texts].sort(([one], [other]) => (one < other ? -1 : 1)).map(typeOf);
  const code = `/** Generated from the catalogues by tools/texts.mjs. */\nexport interface Texts {\n${lines.join('\n')}\n}\n`;
  const is = existsSync(GENERATED) ? readFileSync(GENERATED, 'utf8') : '';
  if (is !== code) writeFileSync(GENERATED, code);
}

/** @param {[string, Text]} text */
function typeOf([key, { ru = '' }]) {
  const found = [...argumentsOf(compileMessage(ru))].sort(([one], [other]) => (one < other ? -1 : 1));
  const fields = found.map(([name, type]) => `readonly ${name}: ${type}`).join('; ');
  return `  '${key}': ${fields ? `{ ${fields} }` : 'null'};`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeTypes(readTexts());
