/** Fails where a story finds something by a part of its name: another name may contain it one day. */
import { relative } from 'node:path';
import ts from 'typescript';

const FINDERS = /^getBy(Role|Text|Label|Placeholder|Title|AltText)$/;

const config = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
if (!config) throw new Error('tsconfig.json cannot be read');
const program = ts.createProgram(config.fileNames, config.options);
const checker = program.getTypeChecker();
const problems = [];
let seen = 0;

for (const file of program.getSourceFiles()) {
  if (file.fileName.includes('node_modules')) continue;
  visit(file, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    const finder = node.expression.name;
    if (!FINDERS.test(finder.text)) return;
    seen += 1;
    const [first, second] = node.arguments;
    const options = second && ts.isObjectLiteralExpression(second) ? second : undefined;
    const name = finder.text === 'getByRole' ? optionOf(options, 'name') : first;
    if (!name || optionOf(options, 'exact') || isAnchored(name)) return;
    const { line } = file.getLineAndCharacterOfPosition(finder.getStart());
    problems.push(`${relative('.', file.fileName)}:${line + 1}: ${name.getText()} may be a part of a name: exact, ^ or $`);
  });
}

/** @param {ts.Node} node
 * @param {(node: ts.Node) => void} act */
function visit(node, act) {
  act(node);
  ts.forEachChild(node, (child) => visit(child, act));
}

/** Return what an option is set to.
 * @param {ts.ObjectLiteralExpression | undefined} options
 * @param {string} name */
function optionOf(options, name) {
  const property = options?.properties.find((one) => one.name?.getText() === name);
  if (!property) return undefined;
  return ts.isPropertyAssignment(property) ? property.initializer : property.name;
}

/** True if this is a pattern that is tied to the beginning or the end; one that comes from elsewhere is looked at there.
 * @param {ts.Expression} name */
function isAnchored(name) {
  if (ts.isRegularExpressionLiteral(name)) return /^\/\^|\$\/\w*$/.test(name.text);
  if (ts.isNewExpression(name)) return /^.\^|\$.$/.test(name.arguments?.[0]?.getText() ?? '');
  return checker.getTypeAtLocation(name).getSymbol()?.name === 'RegExp';
}

if (seen === 0) problems.push('no name was found');
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
