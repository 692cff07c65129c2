import type { Plugin } from 'vite';
import { pageOf } from '../src/shared/offline/pages.ts';

/** Serves the three entry pages under their addresses while developing, as the back end does. */
export function entryPages(): Plugin {
  return {
    name: 'entry-pages',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        const isPage = request.headers.accept?.includes('text/html') && !path.endsWith('.html');
        if (isPage && !path.startsWith('/api/')) request.url = `/${pageOf(path)}.html`;
        next();
      });
    },
  };
}
