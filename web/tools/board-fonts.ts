import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const FONTS = fileURLToPath(
  new URL('../node_modules/@excalidraw/excalidraw/dist/prod/fonts/', import.meta.url),
);
/** Where the board looks for them; see `canvas/asset-path.ts`. */
const TARGET = 'assets/board/fonts/';
/** Thirteen megabytes of Chinese. */
const LEFT_OUT = 'Xiaolai';

/** Puts the fonts of the board beside its code, so that it asks nobody else for them. */
export function boardFonts(): Plugin {
  return {
    name: 'board-fonts',
    apply: 'build',
    async generateBundle() {
      for (const entry of await readdir(FONTS, { recursive: true, withFileTypes: true })) {
        const folder = entry.parentPath.slice(FONTS.length);
        if (!entry.isFile() || folder.startsWith(LEFT_OUT)) continue;
        const name = folder ? `${folder}/${entry.name}` : entry.name;
        this.emitFile({
          type: 'asset',
          fileName: TARGET + name,
          source: await readFile(`${entry.parentPath}/${entry.name}`),
        });
      }
    },
  };
}
