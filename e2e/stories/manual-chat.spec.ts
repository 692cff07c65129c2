import { expect } from '@playwright/test';
import { createChat, listed, message, openAbout, openChat, row, openMessenger, words, write } from '../support/chats.ts';
import { picture } from '../support/files.ts';
import { test } from '../support/story.ts';

test('Миша makes a chat, and Лена finds it in her open window', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  const title = words('Проект');
  await createChat(misha.page, title, ['Елена Орлова']);
  await expect(row(lena.page, title)).toBeVisible();
  await openChat(lena.page, title);
  const hello = words('Привет');
  await write(lena.page, hello);
  await expect(message(misha.page, hello)).toBeVisible();

  const about = await openAbout(lena.page);
  await expect(about.getByRole('button', { name: 'Добавить участников', exact: true })).toHaveCount(0);
  await expect(about.getByRole('button', { name: 'Переименовать', exact: true })).toHaveCount(0);
});

test('a chat is made empty, and filled, renamed and pictured later', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  const title = words('Черновое имя');
  await createChat(misha.page, title, []);
  const about = await openAbout(misha.page);
  await about.getByRole('button', { name: 'Добавить участников', exact: true }).click();
  const dialog = misha.page.getByRole('dialog');
  await dialog.getByPlaceholder('Имя или фамилия', { exact: true }).fill('Орлова');
  await dialog.getByRole('checkbox', { name: listed('Елена Орлова') }).check();
  await dialog.getByRole('button', { name: 'Добавить', exact: true }).click();
  await expect(row(lena.page, title)).toBeVisible();

  await about.getByRole('button', { name: 'Переименовать', exact: true }).click();
  const better = words('Стенд');
  await about.getByRole('textbox', { name: 'Название', exact: true }).fill(better);
  await misha.page.keyboard.press('Enter');
  await expect(row(lena.page, better)).toBeVisible();
  await about
    .getByLabel('Сменить картинку чата', { exact: true })
    .and(misha.page.locator('input'))
    .setInputFiles(picture('стенд.png', [20, 140, 90], 256, 256));
  await expect(row(lena.page, better).locator('img')).toBeVisible();
});

test('who is let go loses the chat at once; an owner who leaves hands it over', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  const title = words('Кружок');
  await createChat(misha.page, title, ['Елена Орлова', 'Дарья Алексеева']);
  await openChat(lena.page, title);
  const about = await openAbout(misha.page);
  await about.getByRole('button', { name: 'Действия: Дарья Алексеева', exact: true }).click();
  await misha.page.getByRole('menuitem', { name: 'Удалить из чата', exact: true }).click();
  await misha.page.getByRole('button', { name: 'Удалить', exact: true }).click();
  await expect(message(misha.page, 'Дарья')).toHaveCount(0);
  await expect(misha.page.getByText('Вы удалили из чата: Дарья Алексеева', { exact: true }).first()).toBeVisible();

  await about.getByRole('button', { name: 'Покинуть чат', exact: true }).click();
  const leaving = misha.page.getByRole('dialog');
  await expect(leaving.getByRole('radio')).toHaveCount(1);
  await expect(leaving.getByRole('radio', { name: listed('Елена Орлова') })).toBeChecked();
  await leaving.getByRole('button', { name: 'Покинуть чат', exact: true }).click();
  await expect(row(misha.page, title)).toHaveCount(0);
  await expect(lena.page.getByText('Теперь вы владелец чата', { exact: true }).first()).toBeVisible();
  const own = await openAbout(lena.page);
  await expect(own.getByText('вы · владелец', { exact: true })).toBeVisible();
  await expect(own.getByRole('button', { name: 'Добавить участников', exact: true })).toBeVisible();
});

test('an owner who leaves says whom the chat goes to', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  const title = words('Редакция');
  await createChat(misha.page, title, ['Дарья Алексеева', 'Елена Орлова']);
  await openChat(lena.page, title);
  const about = await openAbout(misha.page);
  await about.getByRole('button', { name: 'Действия: Дарья Алексеева', exact: true }).click();
  await misha.page.getByRole('menuitem', { name: 'Сделать администратором', exact: true }).click();
  await expect(about.getByText('администратор', { exact: true })).toBeVisible();
  await about.getByRole('button', { name: 'Покинуть чат', exact: true }).click();
  const leaving = misha.page.getByRole('dialog');
  await expect(leaving.getByRole('radio', { name: listed('Дарья Алексеева') })).toBeChecked();
  await leaving.getByRole('radio', { name: listed('Елена Орлова') }).check();
  await leaving.getByRole('button', { name: 'Покинуть чат', exact: true }).click();
  await expect(lena.page.getByText('Теперь вы владелец чата', { exact: true }).first()).toBeVisible();
  const own = await openAbout(lena.page);
  await expect(own.getByText('вы · владелец', { exact: true })).toBeVisible();
});

test('the owner says who pins messages, and who may not change that sees it', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  const title = words('Стенгазета');
  await createChat(misha.page, title, ['Елена Орлова']);
  await openChat(lena.page, title);
  const pinning = { name: 'Закреплять сообщения', exact: true };
  const own = (await openAbout(misha.page)).getByRole('combobox', pinning);
  const shown = (await openAbout(lena.page)).getByRole('combobox', pinning);
  await expect(own).toHaveValue('admins');
  await expect(shown).toBeDisabled();
  await own.selectOption({ label: 'все' });
  await expect(own).toHaveValue('all');
  await expect(shown).toHaveValue('all');
});

test('«Написать» leads to a dialog, and only with whom one may', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  await openChat(misha.page, '7Б');
  const about = await openAbout(misha.page);
  await about.getByRole('button', { name: /^Белова Анна Сергеевна/ }).click();
  await misha.page.getByRole('button', { name: 'Написать', exact: true }).click();
  await expect(misha.page.getByRole('button', { name: /^Анна Сергеевна,.*О чате$/ })).toBeVisible();

  const vera = await openMessenger(browser, 'vera');
  await vera.page.getByRole('button', { name: 'Новый чат', exact: true }).click();
  await vera.page.getByRole('menuitem', { name: 'Написать', exact: true }).click();
  await vera.page.getByPlaceholder('Имя или фамилия', { exact: true }).fill('Орлова');
  await expect(vera.page.getByRole('button', { name: /^Орлова Ирина/ })).toBeVisible();
  await expect(vera.page.getByRole('button', { name: listed('Елена Орлова') })).toHaveCount(0);
});

test('a chat that the school keeps has no ways to change its people', async ({ browser }) => {
  const anna = await openMessenger(browser, 'anna');
  await openChat(anna.page, '7Б');
  const about = await openAbout(anna.page);
  await expect(about.getByText('Состав определяет школа', { exact: true })).toBeVisible();
  await expect(about.getByRole('button', { name: /^(Действия: |Добавить участников|Покинуть чат|Переименовать)/ })).toHaveCount(0);
});

test('a muted chat counts in grey and outside of the total', async ({ browser }) => {
  const lena = await openMessenger(browser, 'lena');
  const misha = await openMessenger(browser, 'misha');
  const title = words('Тихий');
  await createChat(misha.page, title, ['Елена Орлова']);
  await openChat(lena.page, title);
  const about = await openAbout(lena.page);
  await about.getByRole('button', { name: /Выключить звук$/ }).click();
  await lena.page.getByRole('menuitem', { name: 'До утра', exact: true }).click();
  await expect(about.getByText(/^Без звука до /)).toBeVisible();
  await expect(row(lena.page, title)).toContainText('без звука');
});
