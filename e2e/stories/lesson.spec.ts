import { expect, type Page } from '@playwright/test';
import { actOn, control, openPeople, screenOf, stage, tile, expectVoices, expectMoving } from '../support/call.ts';
import { field, message, type Client, words, write } from '../support/chats.ts';
import {
  openForLesson,
  beginLessonNow,
  deviceScreen,
  endRunning,
  join,
  publish,
  startLesson,
  expectInCall,
} from '../support/lessons.ts';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';
import { test } from '../support/story.ts';

const ANNA = /^(Анна Сергеевна|Белова)/;
const MISHA = /^Михаил Соколов/;
const VERA = /^Вера Соколова/;

/** A story of several browsers with cameras, on a machine that may be busy. */
const LONG = 300_000;

test.afterAll(async ({ browser }) => {
  const context = await browser.newContext();
  await signInAs(context, 'anna', 'journal');
  await endRunning(context);
  await context.close();
});

test('a published lesson appears by itself, and all who come see and hear each other', async ({ browser }) => {
  test.setTimeout(LONG);
  const anna = await openForLesson(browser, 'anna');
  const misha = await openForLesson(browser, 'misha');
  const vera = await openForLesson(browser, 'vera');
  await endRunning(anna.context);
  const lessonId = await beginLessonNow(anna.context);

  await test.step('the student’s way in appears by itself when the lesson is published', async () => {
    await misha.page.goto(url(`/journal/lessons/${lessonId}`));
    await vera.page.goto(url('/'));
    await expect(misha.page.getByRole('heading').first()).toBeVisible();
    await expect(misha.page.getByRole('link', { name: 'Подключиться', exact: true })).toHaveCount(0);
    await publish(anna.page, lessonId);
    await expect(misha.page.getByRole('link', { name: 'Подключиться', exact: true })).toBeVisible();
    await expect(vera.page.getByText(/^(Урок|.+: урок) онлайн/)).toBeVisible();
  });

  await test.step('who comes before the teacher waits, and enters by himself', async () => {
    await misha.page.getByRole('link', { name: 'Подключиться', exact: true }).click();
    await join(misha.page);
    await expect(misha.page.getByRole('heading', { name: 'Ждём учителя', exact: true })).toBeVisible();

    await anna.page.getByRole('link', { name: 'Присоединиться', exact: true }).click();
    await join(anna.page);
    await expectInCall(anna.page);
    await expectInCall(misha.page);
  });

  await test.step('the guardian comes by the card in the subject’s chat or the door', async () => {
    await vera.page.goto(url(`/lesson/${lessonId}`));
    await expect(vera.page.getByText(/^Вы входите как родитель: /)).toBeVisible();
    await join(vera.page);
    await expectInCall(vera.page);
  });

  await test.step('everybody sees and hears the others', async () => {
    for (const { page } of [anna, misha, vera]) {
      for (const name of [ANNA, MISHA, VERA]) await expectMoving(tile(page, name), `the picture of ${name} moves`);
    }
    await expectVoices(anna.page, 2);
    await expectVoices(misha.page, 2);
    await expectVoices(vera.page, 2);
  });
});

test('a teacher lowers hands, lends the screen, mutes all, and removes for good', async ({ browser }) => {
  test.setTimeout(LONG);
  const { lessonId, anna, others } = await startLesson(browser, ['misha', 'vera']);
  const [misha, vera] = others as [Client, Client];

  await test.step('a hand is raised and lowered', async () => {
    await control(misha.page, 'Поднять руку').click();
    const people = await openPeople(anna.page);
    await expect(people.getByRole('heading', { name: /^(Поднятые руки|1 поднятая рука)$/ })).toBeVisible();
    await actOn(anna.page, 'Михаил Соколов', 'Опустить руку');
    await expect(control(misha.page, 'Поднять руку')).toBeVisible();
  });

  await test.step('the chat of the call is the chat itself', async () => {
    await control(misha.page, 'Открыть чат').click();
    const hello = words('Здравствуйте');
    await expect(field(misha.page)).toBeVisible();
    await write(misha.page, hello);
    await expect(message(misha.page, hello)).toBeVisible();
    await control(misha.page, 'Закрыть чат').click();
  });

  await test.step('a screen is refused, allowed, shown, and taken back', async () => {
    const locked = control(misha.page, /^Экран: администратор звонка не разрешил/);
    const share = control(misha.page, 'Демонстрировать экран');
    await expect(locked).toHaveAttribute('aria-disabled', 'true');
    await allow(anna.page, 'Показывать экран', true);
    await share.click();
    await expectMoving(screenOf(anna.page, 'Михаил Соколов'), 'the shared screen moves');
    await allow(anna.page, 'Показывать экран', false);
    await expect(screenOf(anna.page, 'Михаил Соколов')).toHaveCount(0);
    await expect(locked).toBeVisible();
  });

  await test.step('all are muted until allowed', async () => {
    const people = await openPeople(anna.page);
    await people.getByRole('button', { name: 'Выключить микрофоны всем', exact: true }).click();
    await expect(control(misha.page, /^(Включить микрофон|Микрофон: администратор звонка не разрешил)/)).toBeVisible();
    await expectVoices(anna.page, 0);
  });

  await test.step('who was removed stays out', async () => {
    await actOn(anna.page, 'Вера Соколова', 'Удалить из звонка');
    await anna.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Удалить/ })
      .click();
    await expect(vera.page.getByRole('heading', { name: 'Вас удалили из звонка', exact: true })).toBeVisible();
    await vera.page.goto(url(`/lesson/${lessonId}`));
    await expect(
      deviceScreen(vera.page).or(vera.page.getByRole('heading', { name: 'Вас удалили из звонка', exact: true })),
    ).toBeVisible();
    if (await deviceScreen(vera.page).isVisible()) await join(vera.page);
    await expect(vera.page.getByRole('heading', { name: 'Вас удалили из звонка', exact: true })).toBeVisible();
  });
});

test('a lesson goes on until it is ended, and its attendance is confirmed', async ({ browser }) => {
  test.setTimeout(LONG);
  const { lessonId, anna, others } = await startLesson(browser, ['misha']);
  const [misha] = others as [Client];

  await test.step('the red button leaves the call, and the lesson goes on', async () => {
    await control(misha.page, 'Выйти из звонка').click();
    await expect(stage(misha.page)).toHaveCount(0);
    await expect(stage(anna.page)).toBeVisible();
  });

  await test.step('a second lesson is refused while the first is not ended', async () => {
    const second = await beginLessonNow(anna.context);
    const tab = await anna.context.newPage();
    await publish(tab, second);
    await tab.goto(url(`/lesson/${second}`));
    await expect(tab.getByRole('heading', { name: /^Не завершён другой урок: Алгебра/ })).toBeVisible();
    await expect(tab.getByRole('button', { name: 'Завершить тот урок', exact: true })).toBeVisible();
    await expect(tab.getByRole('button', { name: 'Вернуться на тот урок', exact: true })).toBeVisible();
    await tab.close();
  });

  await test.step('the lesson is ended, attendance confirmed, and seen in the diary', async () => {
    const journal = await anna.context.newPage();
    await journal.goto(url(`/journal/lessons/${lessonId}`));
    await journal.getByRole('button', { name: 'Завершить занятие', exact: true }).click();
    await journal.getByRole('dialog').getByRole('button', { name: 'Завершить занятие', exact: true }).click();
    await expect(stage(anna.page)).toHaveCount(0);
    await expect(journal.getByText(/^Заполнено по присутствию/)).toBeVisible();
    await journal.getByRole('button', { name: 'Подтвердить посещаемость', exact: true }).click();
    await expect(journal.getByText('Посещаемость подтверждена', { exact: true })).toBeVisible();
    await misha.page.goto(url(`/journal/lessons/${lessonId}`));
    await misha.page.getByRole('link', { name: 'К неделе', exact: true }).click();
    const link = misha.page.locator(`a[href*="${lessonId}"]`);
    await expect(misha.page.getByRole('article').filter({ has: link })).toContainText(/Присутствие|Опоздание/);
  });
});

test('who forgot to end a lesson ends it at the door of the next', async ({ browser }) => {
  test.setTimeout(LONG);
  const { lessonId, anna } = await startLesson(browser, []);
  await control(anna.page, 'Выйти из звонка').click();
  await anna.page.getByRole('menuitem', { name: 'Выйти ненадолго', exact: true }).click();
  await expect(stage(anna.page)).toHaveCount(0);

  const next = await beginLessonNow(anna.context);
  await publish(anna.page, next);
  await anna.page.goto(url(`/lesson/${next}`));
  await anna.page.getByRole('button', { name: 'Завершить тот урок', exact: true }).click();
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Завершить тот урок', exact: true }).click();
  await join(anna.page);
  await expectInCall(anna.page);

  const journal = await anna.context.newPage();
  await journal.goto(url(`/journal/lessons/${lessonId}`));
  await expect(journal.getByText(/^Заполнено по присутствию/)).toBeVisible();
});

/** Allow or forbid something for all, in the panel of rights. */
async function allow(page: Page, right: string, isAllowed: boolean): Promise<void> {
  const people = await openPeople(page);
  await people.getByRole('button', { name: 'Доступы участников', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Доступы участников', exact: true });
  const box = panel.getByRole('switch', { name: right, exact: true });
  if ((await box.isChecked()) !== isAllowed) await box.click();
  await expect(box).toBeChecked({ checked: isAllowed });
}

test('a lesson that is none of this profile’s says so, with ways on', async ({ browser }) => {
  const anna = await openForLesson(browser, 'anna');
  await endRunning(anna.context);
  const lessonId = await beginLessonNow(anna.context);
  await publish(anna.page, lessonId);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url(`/lesson/${lessonId}`));
  await expect(page).toHaveURL(/\/id\?next=/);
  await expect(page.getByText('Войдите в учебный профиль, чтобы попасть на урок.', { exact: true })).toBeVisible();
  await signInAs(context, 'stranger');
  await page.goto(url(`/lesson/${lessonId}`));
  await expect(page.getByRole('heading', { name: 'Этот урок недоступен вашему профилю', exact: true })).toBeVisible();
  await expect(page.getByText(/^Вы вошли как Пётр Чужов/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Подключить дневник', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Войти в другой профиль', exact: true }).click();
  await expect(page).toHaveURL(/\/id\?next=/);
});
