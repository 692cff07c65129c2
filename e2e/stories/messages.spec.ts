import { expect } from '@playwright/test';
import { choose, createChat, field, message, openChat, openMessenger, row, seekRow, words, write } from '../support/chats.ts';
import { paragraph, picture } from '../support/files.ts';
import { url } from '../support/parta.ts';
import { test } from '../support/story.ts';

// In browsers of 2023, for all of the built-ins that these stories use.
test.use({ isOlder: true });

test('Миша and Лена talk: typing, reply, reaction, read marks, all at once', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  await openChat(misha.page, 'Елена Орлова');
  await openChat(lena.page, 'Михаил Соколов');

  await field(misha.page).pressSequentially('Лен, ');
  await expect(lena.page.getByText(/печатает…$/).first()).toBeVisible();
  const question = words('Лен, что по физике');
  await write(misha.page, question);
  await expect(message(lena.page, question)).toBeVisible();
  await expect(message(misha.page, question).getByText('Прочитано', { exact: true })).toBeAttached();

  await choose(lena.page, question, 'Ответить');
  const answer = words('Параграф девять');
  await write(lena.page, answer);
  await expect(message(misha.page, answer).getByRole('button', { name: /^Перейти к сообщению, на которое отвечают/ })).toContainText(question);

  await message(misha.page, answer).last().click({ button: 'right' });
  await misha.page.getByRole('menuitemcheckbox', { name: '👍', exact: true }).click();
  const reaction = message(lena.page, answer).getByRole('button', { name: /^👍, 1 реакция: Михаил Соколов/ });
  await expect(reaction).toBeVisible();
  await reaction.click();
  await expect(message(misha.page, answer).getByRole('button', { name: /^👍, 2 реакции/ })).toBeVisible();
});

test('a message is changed, with its history, and deleted for all, in windows that are open', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  await openChat(misha.page, 'Елена Орлова');
  await openChat(lena.page, 'Михаил Соколов');
  const first = words('Встречаемся в три');
  const better = words('Встречаемся в четыре');
  await write(misha.page, first);
  await expect(message(lena.page, first)).toBeVisible();

  await field(misha.page).press('ArrowUp');
  await expect(field(misha.page)).toHaveValue(first);
  await write(misha.page, better);
  await expect(message(lena.page, better)).toContainText('изменено');
  await expect(message(lena.page, first)).toHaveCount(0);
  await choose(lena.page, better, 'История изменений');
  await expect(lena.page.getByRole('dialog')).toContainText(first);
  await lena.page.keyboard.press('Escape');

  await choose(misha.page, better, 'Удалить у всех');
  await misha.page.getByRole('button', { name: 'Удалить', exact: true }).click();
  await expect(message(lena.page, better)).toHaveCount(0);
  await expect(message(lena.page, 'Сообщение удалено').last()).toBeVisible();
});

test('a name after «@» is found by its beginning, stands out, and counts as a mention', async ({ browser }) => {
  const anna = await openMessenger(browser, 'anna');
  const misha = await openMessenger(browser, 'misha');
  await openChat(misha.page, 'Елена Орлова');
  await openChat(anna.page, '7Б');
  const rest = words('принесите дневник **завтра**');
  await field(anna.page).pressSequentially('@соколов м');
  await expect(anna.page.getByRole('option', { name: /^Михаил Соколов/ })).toBeVisible();
  await field(anna.page).press('Escape');
  await field(anna.page).fill('');
  await field(anna.page).pressSequentially('@Михаил Со');
  await anna.page.getByRole('option', { name: /^Михаил Соколов/ }).click();
  await field(anna.page).pressSequentially(rest);
  await field(anna.page).press('Enter');
  await expect((await seekRow(misha.page, '7Б')).getByText('Вас упомянули', { exact: true })).toBeAttached();
  await openChat(misha.page, '7Б');
  await expect(message(misha.page, '@Михаил Соколов').last().getByRole('strong')).toHaveText('завтра');
});

test('pictures have previews and a viewer, other files a card', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  await openChat(misha.page, 'Елена Орлова');
  await openChat(lena.page, 'Михаил Соколов');
  const caption = words('Фото с доски');
  await misha.page
    .getByLabel('Прикрепить файлы', { exact: true })
    .and(misha.page.locator('input'))
    .setInputFiles([picture('доска.png', [40, 90, 200], 900, 1600), picture('стол.png', [200, 90, 40]), paragraph('План.txt')]);
  await expect(misha.page.getByRole('button', { name: 'Убрать План.txt', exact: true })).toBeVisible();
  await write(misha.page, caption);
  // Who sends pictures sees them at once, and the same ones afterwards.
  const own = message(misha.page, caption).getByRole('button', { name: 'Открыть фотографию доска.png', exact: true });
  await expect(own.locator('img[src^="blob:"]')).toBeVisible();

  const shown = message(lena.page, caption);
  await expect(shown.getByRole('link', { name: /^План\.txt/ })).toBeVisible();
  await expect(own.locator('img[src^="blob:"]')).toBeVisible();
  const second = shown.getByRole('button', { name: 'Открыть фотографию доска.png', exact: true });
  await expect.poll(() => second.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await second.click();
  const viewer = lena.page.getByRole('dialog', { name: 'доска.png', exact: true });
  await expect(viewer).toContainText('1 из 2');
  await expect(viewer).toContainText('Михаил Соколов');
  // The whole picture is seen, below the words above it.
  const image = viewer.getByRole('img', { name: 'доска.png', exact: true });
  for (const size of [{ width: 1280, height: 800 }, { width: 390, height: 844 }, { width: 700, height: 360 }]) {
    await lena.page.setViewportSize(size);
    await expect(image).toBeInViewport({ ratio: 1 });
  }
  await lena.page.setViewportSize({ width: 1280, height: 800 });
  await lena.page.keyboard.press('ArrowRight');
  await expect(lena.page.getByRole('dialog', { name: 'стол.png', exact: true })).toContainText('2 из 2');
  await lena.page.keyboard.press('Escape');
  await expect(lena.page.getByRole('dialog')).toHaveCount(0);
});

test('what was written meanwhile waits behind a line, and is counted until it is seen', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  await openChat(lena.page, 'Михаил Соколов');
  await openChat(misha.page, 'Елена Орлова');
  await misha.page.goto(url('/settings'));
  const texts = [words('Раз'), words('Два'), words('Три')];
  for (const text of texts) await write(lena.page, text);
  await expect(message(lena.page, texts[2] ?? '')).toBeVisible();
  await expect(row(misha.page, 'Елена Орлова')).toContainText('3 непрочитанных');
  await openChat(misha.page, 'Елена Орлова');
  await expect(misha.page.getByText('Непрочитанные сообщения', { exact: true })).toBeVisible();
  await expect(message(misha.page, texts[2] ?? '')).toBeVisible();
  await expect(row(misha.page, 'Елена Орлова')).not.toContainText('непрочитанн');
  await expect(message(lena.page, texts[2] ?? '').getByText('Прочитано', { exact: true })).toBeAttached();
});

test('search finds other forms of the word and leads to the message', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  await openChat(misha.page, 'Елена Орлова');
  const phrase = 'Вчерашние контрольные раздали';
  const text = words(phrase);
  await write(misha.page, text);
  await expect(
    message(misha.page, text).getByText('Отправлено', { exact: true }).or(message(misha.page, text).getByText('Прочитано', { exact: true })),
  ).toBeAttached();
  await misha.page.keyboard.press('Control+KeyK');
  await misha.page.keyboard.type('вчерашняя контрольная');
  const found = misha.page.getByRole('region', { name: 'Найдено', exact: true }).getByRole('link').first();
  await expect(found).toContainText(phrase);
  await expect(found.locator('mark').first()).toBeVisible();
  await found.click();
  await expect(misha.page).toHaveURL(/message=\d+/);
  await expect(message(misha.page, text)).toBeInViewport();
});

test('a draft follows the person to another device', async ({ browser }) => {
  const computer = await openMessenger(browser, 'misha');
  const phone = await openMessenger(browser, 'misha');
  const title = words('Стенгазета');
  await createChat(computer.page, title, ['Орлова']);
  const text = words('Статья почти');
  await field(computer.page).fill(text);
  await expect(row(phone.page, title)).toContainText(`Черновик: ${text}`);
  await openChat(phone.page, title);
  await expect(field(phone.page)).toHaveValue(text);
});

test('a chat is marked as unread by hand, on all devices, until it is opened', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const other = await misha.context.newPage();
  await other.goto(url('/'));
  await openChat(misha.page, '7Б');
  await openChat(misha.page, 'Елена Орлова');
  await (await seekRow(misha.page, '7Б')).click({ button: 'right' });
  await misha.page.getByRole('menuitem', { name: 'Пометить непрочитанным', exact: true }).click();
  for (const page of [misha.page, other]) await expect(await seekRow(page, '7Б')).toContainText('Помечен непрочитанным');
  await misha.page.reload();
  await expect(await seekRow(misha.page, '7Б')).toContainText('Помечен непрочитанным');

  await row(misha.page, '7Б').focus();
  await misha.page.keyboard.press('ContextMenu');
  await expect(misha.page.getByRole('menuitem', { name: 'Пометить прочитанным', exact: true })).toBeFocused();
  await misha.page.keyboard.press('Escape');
  await openChat(other, '7Б');
  for (const page of [misha.page, other]) await expect(row(page, '7Б')).not.toContainText('Помечен непрочитанным');
});
