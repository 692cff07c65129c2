/** Fails where a query has a key of its own, or the server is asked in another way than by its routes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HOME = 'src/shared/api/';
const RULES = [
  [
    /\b(?:queryKey|mutationKey):\s*\[|\bQuer(?:y|ies)Data(?:<[^>]*>)?\(\s*\[/,
    'a key that is written by hand',
  ],
  [/\b(?:queryFn|mutationFn)\b/, 'a query or mutation without a route'],
  [/\buseMutation\b/, 'useMutation instead of useRouteMutation'],
  [/\binvalidateQueries\(\s*\)/, 'what becomes stale is in causes.ts'],
];
const problems = [];
for (const name of readdirSync('src', { recursive: true })) {
  const path = join('src', name);
  if (!/\.tsx?$/.test(path) || /\.test\.tsx?$/.test(path) || path.startsWith(HOME)) continue;
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((line, at) => {
      for (const [pattern, what] of RULES)
        if (pattern.test(line)) problems.push(`${path}:${at + 1}: ${what}`);
    });
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
