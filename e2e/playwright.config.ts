import { defineConfig } from '@playwright/test';

/** Parts of Chromium that stories do not need, and a fake camera and microphone that lessons do. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-dev-shm-usage',
  '--allow-loopback-in-peer-connection',
];

/** How long anything on a page may take to appear: calls of three browsers on two busy cores take their time. */
const TIMEOUT_MS = 45_000;

export default defineConfig({
  globalSetup: './setup/running.ts',
  outputDir: 'results',
  // One Parta serves all stories, and the machine may have two cores.
  workers: 1,
  // A story that fails once has found something: either in Parta or in the story.
  retries: 0,
  forbidOnly: true,
  timeout: 300_000,
  globalTimeout: 40 * 60_000,
  expect: { timeout: TIMEOUT_MS },
  reporter: [['list']],
  use: {
    actionTimeout: TIMEOUT_MS,
    navigationTimeout: TIMEOUT_MS,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    permissions: ['camera', 'microphone'],
    screenshot: 'only-on-failure',
    // With what stood on the page at each step; a film of it would cost a twentieth of all stories.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: process.env['PARTA_BROWSER'] ?? '/usr/bin/chromium',
      args: FLAGS,
    },
  },
  projects: [
    // A bench that needs no more than a browser is told with them, with tiny sizes.
    { name: 'stories', testDir: '.', testMatch: ['stories/*.spec.ts', 'benches/list.spec.ts'] },
    ...(process.env['PARTA_FIREFOX'] ? [{ name: 'firefox', testDir: 'firefox' }] : []),
    { name: 'screenshots', testDir: 'screens' },
    { name: 'bench', testDir: 'benches' },
  ],
});
