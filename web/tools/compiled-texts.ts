import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const PREFIX = '\0texts:';

/** Turns the ICU catalogues into the compact form that needs no parser in the browser. */
export function compiledTexts(): Plugin {
  return {
    name: 'compiled-texts',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith('.json') || !source.includes('texts/')) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && `${PREFIX}${found.id}.js`;
    },
    async load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const path = resolve(id.slice(PREFIX.length, -'.js'.length));
      this.addWatchFile(path);
      const texts: Record<string, string> = JSON.parse(await readFile(path, 'utf8'));
      const compiled = Object.fromEntries(
        Object.entries(texts).map(([key, text]) => [key, compileMessage(text)]),
      );
      return { code: `export default ${JSON.stringify(compiled)}`, moduleType: 'js' };
    },
  };
}
