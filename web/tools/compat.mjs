/** What MDN's data tell of the oldest supported browsers (`browsers.ts`). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
export const compat = require('@mdn/browser-compat-data');
export const oldest = JSON.parse(
  readFileSync(new URL('browsers.ts', import.meta.url), 'utf8')
    .match(/OLDEST_BROWSERS = (\{.*?\})/s)?.[1]
    .replace(/(\w+):/g, '"$1":')
    .replaceAll("'", '"') ?? '',
);

/** Return those of the oldest browsers that do not have a feature, and their versions. */
export function browsersWithout(feature) {
  const support = feature?.__compat?.support;
  if (!support) return [];
  return Object.entries(oldest).filter(([browser, version]) => isYounger(support[browser], version));
}

/** True if no statement of support without a flag or a prefix holds for this version. */
function isYounger(statements, version) {
  const whole = [statements]
    .flat()
    .filter((one) => one && !one.flags && !one.prefix && !one.alternative_name);
  return !whole.some(({ version_added: added, version_removed: removed }) => {
    if (added === 'preview' || !added) return false;
    return (
      isAtMost(String(added).replace('≤', ''), version) && !(removed && isAtMost(String(removed), version))
    );
  });
}

function isAtMost(one, other) {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number));
  return a[0] !== b[0] ? a[0] < b[0] : (a[1] ?? 0) <= (b[1] ?? 0);
}
