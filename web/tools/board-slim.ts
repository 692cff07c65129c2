import type { Plugin } from 'vite';

/** The languages of the interface. */
const LANGUAGES = /locales\/(en|ru-RU|percentages)-/;
const NOTHING = '\0nothing-for-the-board';

/**
 * Leaves out of the board what Parta never asks for: 50 languages, and the font subsetter, which exported pictures
 * need. Parta offers neither.
 */
export function boardSlim(): Plugin {
  return {
    name: 'board-slim',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer?.includes('@excalidraw/excalidraw')) return null;
      const isOtherLanguage = source.includes('/locales/') && !LANGUAGES.test(source);
      return isOtherLanguage || /\/subset-(worker|shared)\.chunk/.test(source) ? NOTHING : null;
    },
    load(id) {
      return id === NOTHING ? 'export default {};' : null;
    },
  };
}
