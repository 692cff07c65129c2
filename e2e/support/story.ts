import { test as playwright } from '@playwright/test';
import { expectLastScreensAccessible } from './axe.ts';
import { closeAll } from './chats.ts';
import { makeOlder } from './older.ts';

interface Options {
  /** True if all pages of the story do without what the oldest supported browsers do not have. */
  readonly isOlder: boolean;
}

/**
 * A story: in browsers of today or in older ones, with screens at its end that everybody can use, and with
 * everybody's browser closed after it: an open conversation would go on reading what later stories write.
 */
export const test = playwright.extend<Options & { everyStory: undefined }>({
  isOlder: [false, { option: true }],
  context: async ({ context }, use, { errors }) => {
    await use(context);
    if (errors.length === 0) await expectLastScreensAccessible([context]);
  },
  everyStory: [
    async ({ browser, isOlder }, use, { errors }) => {
      if (isOlder) browser.on('context', makeOlder);
      try {
        await use(undefined);
        if (errors.length === 0) await expectLastScreensAccessible(browser.contexts());
      } finally {
        browser.off('context', makeOlder);
        await closeAll(browser);
      }
    },
    { auto: true },
  ],
});
