import { test as playwright } from '@playwright/test';
import { expectLastScreensAccessible } from './axe.ts';
import { closeAll } from './chats.ts';

/**
 * A story, with screens at its end that everybody can use, and with
 * everybody's browser closed after it: an open conversation would go on reading what later stories write.
 */
export const test = playwright.extend<{ everyStory: undefined }>({
  context: async ({ context }, use, { errors }) => {
    await use(context);
    if (errors.length === 0) await expectLastScreensAccessible([context]);
  },
  everyStory: [
    async ({ browser }, use, { errors }) => {
      try {
        await use(undefined);
        if (errors.length === 0) await expectLastScreensAccessible(browser.contexts());
      } finally {
        await closeAll(browser);
      }
    },
    { auto: true },
  ],
});
