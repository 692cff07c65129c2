/** The oldest browsers that Parta is built for; `first-paint.js` tells older ones so, `check-browsers.mjs` the developer. */
const OLDEST_BROWSERS = { chrome: '111', edge: '111', firefox: '115', safari: '16.4' } as const;

/** The same for the build. */
export const TARGET = Object.entries(OLDEST_BROWSERS).map(([name, version]) => name + version);
