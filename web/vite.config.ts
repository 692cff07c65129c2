import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { boardFonts } from './tools/board-fonts.ts';
import { boardSlim } from './tools/board-slim.ts';
import { TARGET } from './tools/browsers.ts';
import { catalogues } from './tools/catalogues.ts';
import { entryPages } from './tools/entry-pages.ts';
import { firstPaint } from './tools/first-paint.ts';
import { precompress } from './tools/precompress.ts';
import { serviceWorker } from './tools/service-worker.ts';
import { unusedParts } from './tools/unused-parts.ts';
import { updateShapes } from './tools/update-shapes.ts';

const backend = process.env.PARTA_BACKEND ?? 'http://127.0.0.1:8000';
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** What every page needs, with what it needs itself, and without what only some of them ask of these libraries. */
const BASE =
  /node_modules\/(react|react-dom|scheduler|use-sync-external-store|openapi-fetch|openapi-react-query|@lingui\/core|@tanstack\/(history|query-core|react-query|react-router|react-store|router-core|store))\/(?!.*(infinite|queries))/i;
const BASE_OF_VKUI =
  /vkui\/dist\/cssm\/components\/(AdaptivityProvider|AppRoot|Button|ConfigProvider|Placeholder|VisuallyHidden)\/\w+\.js$/;
/** Our own part of it, which is in one file too: many small ones compress badly. */
const START =
  /src\/shared\/(api\/(causes|client|error-text|errors|failures|failure-report|late-error-codes|own-address|query-client|retries|routes)|i18n\/(russian|sizes|text)|offline\/(parts|reachable|register)|ui\/(LiveRegion|Overlays|PlainOverlays|Wall|announce|back|late|page-title|renewal|search|theme|use-page))\.tsx?$/;
const vkuiByComponent = { find: /^@vkontakte\/vkui$/, replacement: '@vkontakte/vkui/dist/cssm' };

export default defineConfig({
  plugins: [
    catalogues(),
    updateShapes(),
    react(),
    entryPages(),
    firstPaint(),
    boardFonts(),
    boardSlim(),
    unusedParts(),
    serviceWorker(),
    precompress(),
  ],
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${here('./src')}/` },
      // Diagrams from text are not offered on boards, and weigh more than all the rest.
      {
        find: '@excalidraw/mermaid-to-excalidraw',
        replacement: here('./src/features/board/canvas/no-diagrams.ts'),
      },
      // Tests run in Node, which cannot import the style sheets that come with the parts.
      ...(process.env.VITEST ? [] : [vkuiByComponent]),
    ],
  },
  build: {
    target: TARGET,
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        id: here('./id.html'),
        messenger: here('./messenger.html'),
        journal: here('./journal.html'),
      },
      output: {
        // One file that releases seldom change.
        codeSplitting: {
          groups: [
            { name: 'base', test: (id) => BASE.test(id) || BASE_OF_VKUI.test(id), priority: 2 },
            { name: 'start', test: START, priority: 1, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': backend, '/ws': { target: backend, ws: true }, '/rtc': { target: backend, ws: true } },
  },
  test: {
    environment: 'jsdom',
    // Creating the environment costs more than most tests: files share one, and clean up.
    isolate: false,
    // Generous, for a busy machine.
    testTimeout: 60_000,
    setupFiles: ['src/shared/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // The same words on every machine: times say where the school's differ from the device's.
    env: { TZ: 'UTC' },
    css: false,
  },
});
