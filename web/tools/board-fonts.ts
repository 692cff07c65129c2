import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const FONTS = fileURLToPath(
  new URL('../node_modules/@excalidraw/excalidraw/dist/prod/fonts/', import.meta.url),
);
/** The path of the fonts; see `canvas/asset-path.ts`. */
const TARGET = 'assets/board/fonts/';
/** 13 MB of Chinese glyphs. */
const LEFT_OUT = 'Xiaolai';

/** The fallback site for missing fonts. */
const ELSEWHERE = /`https:\/\/[^/`]+\/(?=\$\{[^}]*PKG_NAME)/g;

/** Copies the board's fonts next to its code, and removes the fallback to another site. */
export function boardFonts(): Plugin {
  return {
    name: 'board-fonts',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('@excalidraw/excalidraw') || code.search(ELSEWHERE) < 0) return null;
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it becomes a template in the code that is made
      return { code: code.replace(ELSEWHERE, () => '`${location.origin}/'), map: null };
    },
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
