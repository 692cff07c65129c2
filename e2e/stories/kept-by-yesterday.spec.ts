import { expect, type Page } from '@playwright/test';
import { chatList, field, message, openChat, openMessenger, words, write } from '../support/chats.ts';
import { url } from '../support/parta.ts';
import { test } from '../support/story.ts';

/** Make what this browser keeps of the server's as a build of another shape left it: without a field of today. */
async function keepAnotherShape(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const name = `parta:${localStorage.getItem('parta.profile')}`;
    const database = await settled(indexedDB.open(name));
    const rows = database.transaction(['meta', 'messages'], 'readwrite');
    rows.objectStore('meta').put('yesterday', 'shape');
    const messages = rows.objectStore('messages');
    const keys = await settled(messages.getAllKeys());
    for (const key of keys) {
      const { value, at } = await settled(messages.get(key));
      const { reactions: _, ...rest } = value;
      messages.put({ value: rest, at }, key);
    }
    database.close();
    return keys.length;
  });
}

test('what an earlier build kept breaks nothing, and loses neither a draft nor what waits to be sent', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  await openChat(lena.page, 'Михаил Соколов');
  await openChat(misha.page, 'Елена Орлова');
  const before = words('До обновления');
  await write(lena.page, before);
  await expect(message(misha.page, before)).toBeVisible();

  await misha.context.setOffline(true);
  const waiting = words('Уйдёт потом');
  await write(misha.page, waiting);
  await expect(message(misha.page, waiting)).toBeVisible();
  const draft = words('Не дописано');
  await openChat(misha.page, '7Б');
  await field(misha.page).fill(draft);
  await misha.page.close();

  await misha.context.setOffline(false);
  const blank = await misha.context.newPage();
  await blank.goto(url('/icon.svg'));
  expect(await keepAnotherShape(blank)).toBeGreaterThan(0);
  await blank.goto(url('/'));
  await expect(chatList(blank)).toBeVisible();
  await openChat(blank, '7Б');
  await expect(field(blank)).toHaveValue(draft);
  await openChat(blank, 'Елена Орлова');
  await expect(message(blank, before)).toBeVisible();
  await expect(message(blank, waiting)).toHaveCount(1);
  await expect(message(lena.page, waiting)).toHaveCount(1);
});
