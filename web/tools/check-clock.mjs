/** Fails where the device's clock is read anywhere but in `shared/clock.ts`: it may be wrong, and decides nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ALLOWED = join('src', 'shared', 'clock.ts');
const TESTS = /\.test\.tsx?$|\/testing/;
const problems = [];

for (const name of readdirSync('src', { recursive: true })) {
  const path = join('src', name);
  if (!/\.tsx?$/.test(name) || TESTS.test(path) || path === ALLOWED) continue;
  const code = readFileSync(path, 'utf8');
  for (const [found] of code.matchAll(/\bDate\.now\b|\bnew Date\(\)/g)) {
    problems.push(`${path}: «${found}»; there are serverNow and localNow in shared/clock`);
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
