import type { Plugin } from 'vite';

/** What libraries bring along although no page of Parta shows it, with the names that the rest of them imports. */
const UNUSED = [
  // Navigation goes through `useNavigate` and `PageLink`.
  {
    file: /@tanstack\/react-router\/dist\/esm\/link\.js$/,
    names: ['Link', 'createLink', 'linkOptions', 'useLinkProps', 'composeHandlers'],
  },
  // Fields and cells that can be removed by a swipe or a button of their own.
  { file: /vkui\/dist\/cssm\/components\/Removable\/Removable\.js$/, names: ['Removable'] },
];

/** Leaves these modules out of the build. Whoever shows one of them after all gets an error that names it. */
export function unusedParts(): Plugin {
  return {
    name: 'unused-parts',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const names = UNUSED.find(({ file }) => file.test(id))?.names;
      return names ? names.map(stubOf).join('\n') : null;
    },
  };
}

function stubOf(name: string): string {
  return `export function ${name}() { throw new Error('${name} is left out: tools/unused-parts.ts'); }`;
}
