import { expect } from '@playwright/test';
import { chatList, createChat, field, message, openAbout, openChat, openMessenger, words, write } from '../support/chats.ts';
import { url } from '../support/parta.ts';
import { test } from '../support/story.ts';

test('what is written without a network waits in sight, and arrives once and in order when it is back', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  await openChat(misha.page, 'Елена Орлова');
  await openChat(lena.page, 'Михаил Соколов');

  await misha.context.setOffline(true);
  const texts = [words('Раз'), words('Два'), words('Три')];
  for (const text of texts) await write(misha.page, text);
  for (const text of texts) {
    await expect(message(misha.page, text).getByText(/^(Ждёт отправки|Отправляется)$/)).toBeAttached();
  }
  await expect(misha.page.getByText(/^Нет связи/).first()).toBeVisible();
  await expect(message(lena.page, texts[0] ?? '')).toHaveCount(0);

  await misha.context.setOffline(false);
  for (const text of texts) {
    await expect(message(lena.page, text)).toHaveCount(1);
    await expect(message(misha.page, text)).toHaveCount(1);
    await expect(message(misha.page, text).getByText(/^(Отправлено|Прочитано)$/)).toBeAttached();
  }
  const shown = await lena.page.getByRole('article').allInnerTexts();
  const places = texts.map((text) => shown.findIndex((one) => one.includes(text)));
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

test('closing the tab loses nothing: the next visit sends it, once', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  await openChat(misha.page, 'Елена Орлова');
  await openChat(lena.page, 'Михаил Соколов');
  await misha.context.setOffline(true);
  const text = words('Напишу сейчас, уйдёт потом');
  await write(misha.page, text);
  await expect(message(misha.page, text)).toBeVisible();
  await misha.page.close();

  await misha.context.setOffline(false);
  const again = await misha.context.newPage();
  await again.goto(url('/'));
  await openChat(again, 'Елена Орлова');
  await expect(message(again, text)).toHaveCount(1);
  await expect(message(lena.page, text)).toHaveCount(1);
  await again.reload();
  await expect(message(again, text)).toHaveCount(1);
  await expect(message(lena.page, text)).toHaveCount(1);
});

test('two tabs share one outbox: each message goes once', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  const second = await misha.context.newPage();
  await second.goto(url('/'));
  await openChat(misha.page, 'Елена Орлова');
  await openChat(second, 'Елена Орлова');
  await openChat(lena.page, 'Михаил Соколов');
  await misha.context.setOffline(true);
  const here = words('Из первой вкладки');
  const there = words('Из второй вкладки');
  await write(misha.page, here);
  await write(second, there);
  await expect(message(second, here)).toBeVisible();
  await expect(message(misha.page, there)).toBeVisible();
  await misha.context.setOffline(false);
  for (const text of [here, there]) {
    await expect(message(lena.page, text)).toHaveCount(1);
    await expect(message(second, text)).toHaveCount(1);
    await expect(message(misha.page, text)).toHaveCount(1);
  }
});

test('what was open can be read without a network, and what came meanwhile is there without a hole', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  await openChat(misha.page, 'Елена Орлова');
  await openChat(lena.page, 'Михаил Соколов');
  const before = words('До обрыва');
  await write(lena.page, before);
  await expect(message(misha.page, before)).toBeVisible();

  await misha.context.setOffline(true);
  const missed = [words('Пока связи нет'), words('И ещё раз')];
  for (const text of missed) await write(lena.page, text);
  await expect(message(misha.page, before)).toBeVisible();
  await misha.page.keyboard.press('Escape');
  await expect(chatList(misha.page)).toBeVisible();
  await openChat(misha.page, 'Елена Орлова');
  await expect(message(misha.page, before)).toBeVisible();
  await expect(field(misha.page)).toBeEnabled();

  await misha.context.setOffline(false);
  for (const text of missed) await expect(message(misha.page, text)).toHaveCount(1);
});

test('what the server refuses stays in sight with the reason, to be sent again or let go', async ({ browser }) => {
  const lena = await openMessenger(browser, 'lena');
  const misha = await openMessenger(browser, 'misha');
  const title = words('Объявления');
  await createChat(lena.page, title, ['Михаил Соколов']);
  await openChat(misha.page, title);
  const rights = (await openAbout(lena.page)).getByRole('combobox', { name: 'Писать сообщения', exact: true });

  await misha.context.setOffline(true);
  const [wanted, unwanted] = [words('Важное'), words('Лишнее')];
  for (const text of [wanted, unwanted]) await write(misha.page, text);
  await rights.selectOption({ label: 'администраторы' });
  await expect(rights).toHaveValue('admins');
  await misha.context.setOffline(false);
  for (const text of [wanted, unwanted]) {
    await expect(message(misha.page, text)).toContainText('Не отправлено. У вас нет прав на это действие.');
  }
  await message(misha.page, unwanted).getByRole('button', { name: 'Удалить', exact: true }).click();
  await expect(message(misha.page, unwanted)).toHaveCount(0);
  const refusedAgain = misha.page.waitForResponse((answer) => answer.url().endsWith('/messages') && answer.status() === 403);
  await message(misha.page, wanted).getByRole('button', { name: 'Повторить', exact: true }).click();
  await refusedAgain;
  await expect(message(misha.page, wanted)).toContainText('Не отправлено');

  await rights.selectOption({ label: 'все' });
  await expect(field(misha.page)).toBeVisible();
  await message(misha.page, wanted).getByRole('button', { name: 'Повторить', exact: true }).click();
  await expect(message(misha.page, wanted).getByText(/^(Отправлено|Прочитано)$/)).toBeAttached();
  await expect(message(lena.page, wanted)).toHaveCount(1);
  await expect(message(lena.page, unwanted)).toHaveCount(0);
});
