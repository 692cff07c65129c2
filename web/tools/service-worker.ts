import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { TARGET } from './browsers.ts';

const WORKER = fileURLToPath(new URL('../src/shared/offline/service-worker.ts', import.meta.url));
const ICON = fileURLToPath(new URL('../public/icon.svg', import.meta.url));
const PAGES = ['id.html', 'messenger.html', 'journal.html'];
/** Large, and of no use without a network. */
const NOT_KEPT = /node_modules\/.*(livekit-client|@excalidraw)|src\/features\/board\/canvas\//;
/** The letters of other alphabets come when they are needed. */
const FONT = /golos-text-(cyrillic|latin)-wght-normal.*\.woff2$/;

interface Entry {
  readonly url: string;
  /** Null where the address itself changes with the content. */
  readonly revision: string | null;
}

/** Builds the service worker with the list of what it keeps: the pages and all their parts, except the largest. */
export function serviceWorker(): Plugin {
  let folder = '';
  let entries: readonly Entry[] = [];
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = config.build.outDir;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const kept = [...filesKept(bundle)].sort();
        const pages = PAGES.map((name) => ({ url: `/${name}`, revision: hashOf(sourceOf(bundle[name])) }));
        const icon = { url: '/icon.svg', revision: hashOf(await readFile(ICON)) };
        entries = [...pages, icon, ...kept.map((name) => ({ url: `/${name}`, revision: null }))];
      },
    },
    async writeBundle() {
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          'process.env.NODE_ENV': JSON.stringify('production'),
          __SHELL__: JSON.stringify(entries),
          __BUILD__: JSON.stringify(hashOf(JSON.stringify(entries))),
        },
        build: {
          outDir: folder,
          emptyOutDir: false,
          target: TARGET,
          rolldownOptions: {
            input: WORKER,
            output: { format: 'iife', entryFileNames: 'service-worker.js' },
          },
        },
      });
    },
  };
}

/** Return the files of all chunks that the pages reach, at once or late, without passing through a large one. */
function filesKept(bundle: Rolldown.OutputBundle): ReadonlySet<string> {
  const files = new Set<string>(Object.keys(bundle).filter((name) => FONT.test(name)));
  const ahead = Object.values(bundle).flatMap((one) =>
    one.type === 'chunk' && one.isEntry ? one.fileName : [],
  );
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    const chunk = bundle[name];
    if (files.has(name) || chunk?.type !== 'chunk') continue;
    if (chunk.moduleIds.some((id) => NOT_KEPT.test(id))) continue;
    files.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    ahead.push(...chunk.imports, ...chunk.dynamicImports);
  }
  return files;
}

function sourceOf(file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): string | Uint8Array {
  if (file?.type !== 'asset') throw new Error('the build made no page');
  return file.source;
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
