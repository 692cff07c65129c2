/** Fails where a class is used nowhere, where one rule is for the mouse and for always, and where a colour or a layer is not a token. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const TOKENS = 'src/shared/ui/tokens.css';
const COLOUR = /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|:[^;]*\b(?:white|black)\b/i;
const problems = [];

/** A comment becomes empty lines, so that the others keep their numbers. */
const keepLines = (comment) => comment.replace(/[^\n]/g, '');

const names = readdirSync('src', { recursive: true }).map((name) => join('src', name));
const code = new Map(
  names
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|api\/schema\.ts$/.test(name))
    .map((name) => [name, readFileSync(name, 'utf8')]),
);
const sheets = new Map(
  names
    .filter((name) => name.endsWith('.css'))
    .map((name) => [name, readFileSync(name, 'utf8').replace(/\/\*[\s\S]*?\*\//g, keepLines)]),
);

/** The local name under which a module imports a style sheet, or undefined. */
function importedAs(module, text, sheet) {
  for (const [, local, from] of text.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)) {
    const path = from.startsWith('@/') ? join('src', from.slice(2)) : join(dirname(module), from);
    if (normalize(path) === sheet) return local;
  }
  return undefined;
}

/** The test of which classes of a sheet a module uses by this name. */
function usesOf(text, local) {
  const exact = new Set();
  const beginnings = [];
  let isComputed = false;
  const uses = new RegExp(`\\b${local}(?:\\.(\\w+)|\\[(?:'([^']+)'|\`([^\`$]*)\\$|(.)))`, 'g');
  for (const [, dotted, quoted, beginning, computed] of text.matchAll(uses)) {
    if (dotted ?? quoted) exact.add(dotted ?? quoted);
    if (beginning) beginnings.push(beginning);
    if (computed) isComputed = true;
  }
  return (name) =>
    exact.has(name) || beginnings.some((begin) => name.startsWith(begin)) || (isComputed && isWord(name));
}

/** A class that is chosen by a value is a value somewhere. */
function isWord(name) {
  for (const text of code.values()) if (text.includes(`'${name}'`)) return true;
  return false;
}

for (const [sheet, text] of sheets) {
  const lines = text.split('\n');
  if (sheet !== TOKENS) {
    lines.forEach((line, at) => {
      if (COLOUR.test(line))
        problems.push(`${sheet}:${at + 1}: a colour that is not a token: ${line.trim()}`);
      if (/z-index:(?!\s*var\(--parta-layer-)/.test(line))
        problems.push(`${sheet}:${at + 1}: a layer that is not a token: ${line.trim()}`);
    });
  }
  if (!sheet.endsWith('.module.css')) continue;
  const own = text.replace(/:global\([^)]*\)/g, '');
  const selectors = [...own.matchAll(/([^{};]+)\{/g)]
    .map((match) => match[1])
    .filter((one) => !/@/.test(one));
  for (const one of selectors) {
    const states = one.split(',').map((part) => /[:[]/.test(part));
    if (one.includes(':hover') && states.includes(false))
      problems.push(`${sheet}: what is so under the mouse is so always: ${one.trim().replace(/\s+/g, ' ')}`);
  }
  const classes = new Set(
    selectors.flatMap((one) => [...one.matchAll(/\.([a-z][\w-]*)/gi)].map((m) => m[1])),
  );
  const uses = [...code].flatMap(([module, source]) => {
    const local = importedAs(module, source, sheet);
    return local ? [usesOf(source, local)] : [];
  });
  for (const name of classes) {
    if (!uses.some((isUsed) => isUsed(name))) problems.push(`${sheet}: .${name} is used nowhere`);
  }
}
for (const [module, text] of code) {
  if (/style=\{\{[^}]*(?:#[\da-f]{3,8}\b|rgba?\(|zIndex)/i.test(text))
    problems.push(`${module}: a colour or a layer that is not a token`);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
