/** Fails where a file is too long. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIMITS = { tsx: 250, ts: 250, css: 300, mjs: 200 };
const GENERATED = new Set(['src/shared/api/schema.ts', 'src/shared/i18n/catalogue.ts']);
const problems = [];

for (const folder of ['src', 'tools']) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    const limit = LIMITS[path.split('.').at(-1)];
    if (!limit || GENERATED.has(path)) continue;
    const lines = readFileSync(path, 'utf8').split('\n').length - 1;
    if (lines > limit) problems.push(`${path}: ${lines} lines, at most ${limit}`);
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
