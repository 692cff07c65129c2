/** Fails where something is done by hand for which there is one way. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is forbidden, outside of the files whose paths begin so. */
const RULES = [
  {
    home: ['src/shared/api/'],
    patterns: [
      [
        /\b(?:queryKey|mutationKey):\s*\[|\bQuer(?:y|ies)Data(?:<[^>]*>)?\(\s*\[/,
        'a key that is written by hand',
      ],
      [/\b(?:queryFn|mutationFn)\b/, 'a query or mutation without a route'],
      [/\buseMutation\b/, 'useMutation instead of useRouteMutation'],
      [/\binvalidateQueries\(\s*\)/, 'what becomes stale is in causes.ts'],
    ],
  },
  {
    home: ['src/shared/api/own-address.ts'],
    patterns: [
      [
        /\blocation\.search\b|\bURLSearchParams\(\s*(?:window\.|document\.)?location\b|\bsearchParams\.get/,
        'what the address says after «?» is read by `validateSearch` of its route',
      ],
    ],
  },
  {
    home: ['src/shared/person/'],
    patterns: [[/['"]password['"] *: *['"]text['"]|type="password"/, 'a password that is no PasswordField']],
  },
  {
    home: ['src/shared/ui/'],
    patterns: [
      [
        /(?<!\[)\brole="(?:menu|menuitem\w*|listbox|option|switch|dialog)"/,
        'a menu, list of options, switch or dialog that is not of shared/ui',
      ],
      [
        /<button\b(?:(?!<\/?button\b)[\s\S])*?(?<!=)>\s*<Icon\w+[^<>]*\/>\s*<\/button>/,
        'an icon alone in a button that is no IconButton',
      ],
    ],
  },
];

const problems = [];
for (const name of readdirSync('src', { recursive: true })) {
  const path = join('src', name);
  if (!/\.tsx?$/.test(path) || /\.test\.tsx?$/.test(path) || path.startsWith('src/shared/testing/')) continue;
  const code = readFileSync(path, 'utf8');
  for (const { home, patterns } of RULES) {
    if (home.some((beginning) => path.startsWith(beginning))) continue;
    for (const [pattern, what] of patterns)
      for (const { index } of code.matchAll(new RegExp(pattern, 'g')))
        problems.push(`${path}:${code.slice(0, index).split('\n').length}: ${what}`);
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
