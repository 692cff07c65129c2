/** Fails where a pattern is made of anything but constants: text of people goes through `shared/text/pattern.ts`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ALLOWED = join('src', 'shared', 'text', 'pattern.ts');
const problems = [];

/** Return what stands between the bracket at this index and the one that closes it. */
function argumentsAt(code, open) {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === '(') depth += 1;
    if (code[at] === ')') depth -= 1;
    if (depth === 0) return code.slice(open + 1, at);
  }
  return code.slice(open + 1);
}

/** Return the names that the arguments use, other than constants in capitals and `.join`. */
function variablesIn(text) {
  const withoutStrings = text
    .replace(/\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, (template) =>
      [...template.matchAll(/\$\{([^}]*)\}/g)].map((part) => ` ${part[1]} `).join(''),
    );
  return [...withoutStrings.matchAll(/(?<![\w.])[a-zA-Z_]\w*/g)]
    .map(([name]) => name)
    .filter((name) => !/^[A-Z][A-Z_]*$/.test(name));
}

for (const name of readdirSync('src', { recursive: true })) {
  const path = join('src', name);
  if (!/\.tsx?$/.test(name) || /\.test\.tsx?$/.test(name) || path === ALLOWED) continue;
  const code = readFileSync(path, 'utf8');
  for (const { index, 0: found } of code.matchAll(/\bRegExp\(/g)) {
    const [variable] = variablesIn(argumentsAt(code, index + found.length - 1));
    if (variable) problems.push(`${path}: a pattern is made of «${variable}», which is not a constant`);
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
