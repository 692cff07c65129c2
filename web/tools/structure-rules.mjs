/** The allowed imports: shared ← data ← features ← apps, and heavy libraries only where they load on demand. */

/** Libraries too large for the first load; imported dynamically. */
const HEAVY = '(livekit-client|@excalidraw/excalidraw|yjs)';

/** A folder that uses heavy libraries and is itself loaded on demand. */
const LATE = '^src/features/board/canvas/';

const TESTS = '\\.test\\.tsx?$|^src/shared/testing/|/testing\\.tsx?$';

export const rules = [
  {
    name: 'shared-knows-no-data',
    severity: 'error',
    from: { path: '^src/shared/', pathNot: TESTS },
    to: { path: '^src/data/' },
  },
  {
    name: 'shared-knows-no-feature',
    severity: 'error',
    from: { path: '^src/shared/' },
    to: { path: '^src/(features|apps)/' },
  },
  {
    name: 'data-knows-no-feature',
    severity: 'error',
    from: { path: '^src/data/' },
    to: { path: '^src/(features|apps)/' },
  },
  {
    name: 'data-knows-no-other-data',
    severity: 'error',
    from: { path: '^src/data/([^/]+)/' },
    to: { path: '^src/data/', pathNot: '^src/data/$1/' },
  },
  {
    name: 'streams-are-kept-by-data',
    severity: 'error',
    from: { path: '^src/(features|apps)/', pathNot: TESTS },
    to: {
      path: '^src/shared/stream/(connection|frames|shapes|socket|stream|subscription|turn|updates)\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'feature-knows-no-app',
    severity: 'error',
    from: { path: '^src/features/' },
    to: { path: '^src/apps/' },
  },
  {
    name: 'feature-knows-no-other-feature',
    severity: 'error',
    from: { path: '^src/features/([^/]+)/' },
    to: { path: '^src/features/', pathNot: '^src/features/$1/' },
  },
  {
    name: 'app-knows-no-other-app',
    severity: 'error',
    from: { path: '^src/apps/([^/]+)/' },
    to: { path: '^src/apps/', pathNot: '^src/apps/$1/' },
  },
  {
    name: 'model-is-pure',
    severity: 'error',
    from: { path: '/model/', pathNot: TESTS },
    to: { path: 'node_modules/(react|react-dom|@vkontakte|@tanstack)/' },
  },
  {
    name: 'heavy-stays-lazy',
    severity: 'error',
    from: { pathNot: `${TESTS}|${LATE}` },
    to: { path: `node_modules/${HEAVY}|${LATE}`, dependencyTypesNot: ['dynamic-import', 'type-only'] },
  },
  {
    name: 'only-tests-know-testing',
    severity: 'error',
    from: { pathNot: TESTS },
    to: { path: '^src/shared/testing/|node_modules/(vitest|fast-check|@testing-library)' },
  },
  {
    name: 'not-found',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '\\?worker$|^virtual:' },
  },
];
