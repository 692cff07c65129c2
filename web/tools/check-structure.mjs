/** Fails where a module imports what it must not, and where no module was read at all. */
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { rules } from './structure-rules.mjs';

const { output } = await cruise(
  ['src'],
  {
    ruleSet: { forbidden: rules },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'production', 'default'],
    },
  },
  {},
  { tsConfig: extractTSConfig('tsconfig.json') },
);
const own = output.modules.filter(({ source }) => source.startsWith('src/'));
// With an unsupported version of TypeScript dependency-cruiser reads no module and reports nothing.
const withImports = own.filter(({ dependencies }) => dependencies.length > 0);
if (withImports.length === 0) {
  console.error('no module was read');
  process.exit(1);
}
for (const { from, to, rule } of output.summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
process.exit(output.summary.error > 0 ? 1 : 0);
