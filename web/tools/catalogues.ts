import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';
import {
  catalogueFiles,
  keysIn,
  modulesReachedFrom,
  readTexts,
  SOURCES,
  type Text,
  writeTypes,
} from './texts.mjs';

const PREFIX = 'virtual:texts/';
const TEXTS = /\/texts\/\w+\.json$/;

/**
 * Gives each module the Russian texts that it uses, compiled, so that a chunk brings exactly what its modules need.
 * `virtual:texts/<page>` has the English ones of a page and of its late chunks.
 */
export function catalogues(): Plugin {
  let texts = new Map<string, Text>();
  const read = () => {
    texts = readTexts();
    writeTypes(texts);
  };
  return {
    name: 'catalogues',
    enforce: 'pre',
    buildStart: read,
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      for (const { path } of catalogueFiles()) this.addWatchFile(path);
      const keys = keysOfPage(id.slice(PREFIX.length + 1), texts);
      return `export default ${compiled(keys, 'en', texts)}`;
    },
    transform(code, id) {
      const file = id.split('?')[0] ?? '';
      if (!file.startsWith(SOURCES) || !/\.tsx?$/.test(file)) return null;
      const keys = keysIn(code, file, texts);
      if (keys.length === 0) return null;
      // At the end, where no line of the module moves: texts are asked for when something is rendered.
      const added = `\n;import { defineTexts as defineTexts$ } from '@/shared/i18n/russian';defineTexts$(${compiled(keys, 'ru', texts)});`;
      return { code: code + added, map: null };
    },
    handleHotUpdate({ file, server }) {
      if (!TEXTS.test(file)) return undefined;
      read();
      server.moduleGraph.invalidateAll();
      server.ws.send({ type: 'full-reload' });
      return [];
    },
  };
}

function keysOfPage(page: string, texts: Map<string, Text>): Iterable<string> {
  const modules = modulesReachedFrom(`${SOURCES}/apps/${page}/main.tsx`);
  return new Set([...modules].flatMap(([file, code]) => keysIn(code, file, texts)));
}

function compiled(keys: Iterable<string>, language: 'ru' | 'en', texts: Map<string, Text>): string {
  return JSON.stringify(
    Object.fromEntries([...keys].map((key) => [key, compileMessage(texts.get(key)?.[language] ?? '')])),
  );
}
