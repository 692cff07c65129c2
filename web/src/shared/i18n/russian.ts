import type { Messages } from '@lingui/core';

/** The Russian texts of all modules that are loaded, compiled: the build gives each module those it uses. */
export const russian: Messages = {};

/**
 * Add the texts of a module.
 * @public The build adds the calls, tools/catalogues.ts.
 */
export function defineTexts(texts: Messages): void {
  Object.assign(russian, texts);
}
