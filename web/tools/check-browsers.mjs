/** Fails where the code uses what the oldest supported browsers (`browsers.ts`) do not have, by MDN's data and the types. */
import { relative } from 'node:path';
import ts from 'typescript';
import { browsersWithout, compat } from './compat.mjs';

const config = ts.getParsedCommandLineOfConfigFile(
  'tsconfig.json',
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
);
if (!config) throw new Error('tsconfig.json cannot be read');
const program = ts.createProgram(config.fileNames, config.options);
const checker = program.getTypeChecker();
const problems = new Set();
let seen = 0;

for (const file of program.getSourceFiles()) {
  const name = relative('.', file.fileName);
  if (!name.startsWith('src/') || /\.test\.tsx?$|\/testing/.test(name)) continue;
  visit(file, (node) => {
    if (!ts.isIdentifier(node)) return;
    const used = builtInOf(node);
    if (!used) return;
    seen += 1;
    const missing = browsersWithout(featureOf(used)).map((browser) => browser.join(' '));
    if (missing.length === 0) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    problems.add(`${name}:${line + 1}: ${used.join('.')} is not in ${missing.join(', ')}`);
  });
}

/** @param {ts.Node} node
 * @param {(node: ts.Node) => void} act */
function visit(node, act) {
  act(node);
  ts.forEachChild(node, (child) => {
    if (!ts.isTypeNode(child) && !ts.isInterfaceDeclaration(child) && !ts.isImportDeclaration(child))
      visit(child, act);
  });
}

/** Return the interface and the member of a built-in, such as `URL` and `canParse`; undefined for everything else.
 * @param {ts.Identifier} node */
function builtInOf(node) {
  const symbol = checker.getSymbolAtLocation(node);
  const declaration = symbol?.declarations?.[0];
  if (!declaration || !/typescript\/lib\/lib\.[^/]*\.d\.ts$/.test(declaration.getSourceFile().fileName))
    return undefined;
  const { parent } = declaration;
  if (ts.isInterfaceDeclaration(parent)) return [parent.name.text.replace(/Constructor$/, ''), node.text];
  if (ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent))
    return [parent.parent.name.getText(), node.text];
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? undefined : [node.text];
}

/** @param {string[]} path */
function featureOf([owner = '', member]) {
  const known = [
    compat.api[owner],
    compat.javascript.builtins[owner],
    compat.javascript.builtins.Intl[owner],
  ].find((one) => one);
  return member === undefined ? known : (known?.[`${member}_static`] ?? known?.[member]);
}

if (seen === 0) problems.add('no built-in was found');
if (problems.size > 0) {
  console.error([...problems].join('\n'));
  process.exit(1);
}
