import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const FOLDER = new URL('../first-paint/', import.meta.url);
const read = (name: string) => readFile(fileURLToPath(new URL(name, FOLDER)), 'utf8');

const TOO_OLD = `<main id="too-old">
<h1>Этот браузер слишком старый для Парты.</h1>
<p>Обновите его или откройте Парту в другом: Chrome, Edge и Яндекс Браузере с 2023 года, Firefox 115 или Safari 16.4 и новее.</p>
<p lang="en"><b>This browser is too old for Parta.</b><br>Update it, or open Parta in Chrome or Edge 111, Firefox 115, Safari 16.4 or later.</p>
</main>`;

/** The same markup as that of PageSkeleton.tsx, which takes its place. */
const SKELETON =
  '<div class="first-paint" aria-hidden="true"><i class="first-paint-rail"></i><i class="first-paint-list"></i><i class="first-paint-main"></i></div>';

/** Puts into each page what it shows before its files have come: a skeleton, or that the browser is too old. */
export function firstPaint(): Plugin {
  return {
    name: 'first-paint',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { path }) {
        const page = path.replace(/^\/|\.html$/g, '');
        const style = squeeze(await read('first-paint.css')).replaceAll('"/icon.svg"', `"${await logo()}"`);
        const script = squeeze(await read('first-paint.js'));
        return html
          .replace('<html ', `<html data-page="${page}" `)
          .replace('</title>', `</title>\n<style>${style}</style>\n<script>${script}</script>`)
          .replace('<div id="root"></div>', `<div id="root">${SKELETON}</div>\n${TOO_OLD}`);
      },
    },
  };
}

/** Return the logo as an address that has it within: it is there with the page. */
async function logo(): Promise<string> {
  return `data:image/svg+xml,${encodeURIComponent(await read('../public/icon.svg'))}`;
}

/** Return the code without its comments and indentation. */
function squeeze(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
