import { expect } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { words } from '../support/chats.ts';
import { paragraph } from '../support/files.ts';
import { PHONE } from '../support/people.ts';
import { test } from '../support/story.ts';
import { card, day, fullName, isBusy, lessonsOfSchool, openJournal, readChoices } from '../support/timetable.ts';

// Up to three people's journals load at once, each from nothing.
test.setTimeout(300_000);
test.use({ actionTimeout: 60_000, navigationTimeout: 60_000 });
const IGOR = 'Лебедев Игорь Павлович';

test('a teacher writes topic and homework; student and mother see them at once', async ({ browser }) => {
  const office = await openJournal(browser, 'olga', '/journal');
  const algebra = (await lessonsOfSchool(office.context.request)).find(
    ({ class_title, subject, state }) => class_title === '7Б' && subject === 'Алгебра' && state === 'planned',
  );
  if (!algebra) throw new Error('7Б has no algebra this week');
  const { on, number } = algebra;

  const misha = await openJournal(browser, 'misha', '/journal');
  await misha.page.getByRole('link', { name: 'Дневник', exact: true }).click();
  await expect(misha.page.getByText('Михаил Соколов, 7Б', { exact: true })).toBeVisible();
  const vera = await openJournal(browser, 'vera', '/journal/diary');
  await vera.page.getByRole('link', { name: 'Михаил', exact: true }).click();
  await expect(vera.page.getByText('Михаил Соколов, 7Б', { exact: true })).toBeVisible();

  const anna = await openJournal(browser, 'anna', '/journal');
  await anna.page.getByRole('link', { name: 'Расписание', exact: true }).click();
  await expect(card(anna.page, '7Б', on, number)).toBeVisible();
  await expectAccessible(anna.page, 'a teacher’s week');
  await anna.page.getByRole('link', { name: 'Мои классы', exact: true }).click();
  await anna.page.getByRole('link', { name: /^7Б/ }).first().click();
  await card(anna.page, 'Алгебра', on, number).getByRole('link').click();
  await expect(anna.page.getByRole('heading', { name: /^Алгебра/ })).toBeVisible();

  const topic = words('Степени');
  const homework = words('§ 14, № 623');
  await anna.page.getByLabel('Тема урока', { exact: true }).fill(topic);
  await anna.page.getByLabel('Домашнее задание', { exact: true }).fill(homework);
  await anna.page.locator('input[type="file"]').setInputFiles(paragraph('Карточки.txt'));
  await expect(anna.page.getByRole('link', { name: /^Карточки\.txt/ })).toBeVisible();
  await expect(anna.page.getByText('Сохранено', { exact: true })).toBeVisible();
  await expectAccessible(anna.page, 'a lesson of its teacher');

  for (const { page } of [misha, vera]) {
    await expect(card(page, 'Алгебра', on, number)).toContainText(homework);
    await expect(card(page, 'Алгебра', on, number)).toContainText('1 файл');
  }
  await misha.page.keyboard.press('ArrowRight');
  await expect(card(misha.page, 'Алгебра', on, number)).toHaveCount(0);
  await misha.page.getByRole('link', { name: 'Сегодня', exact: true }).click();
  await card(misha.page, 'Алгебра', on, number).getByRole('link').click();
  await expect(misha.page.getByText(topic, { exact: true })).toBeVisible();
  const download = misha.page.waitForEvent('download');
  await misha.page.getByRole('link', { name: /^Карточки\.txt/ }).click();
  expect((await download).suggestedFilename()).toBe('Карточки.txt');

  await vera.page.getByRole('link', { name: 'Николай', exact: true }).click();
  await expect(vera.page.getByText('Николай Соколов, 3А', { exact: true })).toBeVisible();
  await expect(vera.page.getByText(homework, { exact: true })).toHaveCount(0);

  await anna.page.getByRole('button', { name: 'Убрать файл Карточки.txt', exact: true }).click();
  await expect(misha.page.getByRole('link', { name: /^Карточки\.txt/ })).toHaveCount(0);
});

test('the office sees who is busy, and sets a substitute whom student and substitute see', async ({ browser }) => {
  const office = await openJournal(browser, 'olga', '/journal');
  const lessons = await lessonsOfSchool(office.context.request);
  const lesson = lessons.find(
    (each) =>
      each.class_title === '7Б' &&
      each.subject === 'Алгебра' &&
      each.state === 'planned' &&
      each.substitute === null &&
      !isBusy(lessons, IGOR, each),
  );
  if (!lesson) throw new Error('there is no lesson that Igor could take over');
  const { teachers } = await readChoices(office.context.request);
  const own = lesson.teachers.map(fullName);
  const busy = teachers.map(({ name }) => fullName(name)).find((name) => !own.includes(name) && isBusy(lessons, name, lesson));
  if (!busy) throw new Error('nobody else teaches then');

  const misha = await openJournal(browser, 'misha', '/journal/diary');
  const igor = await openJournal(browser, 'igor', '/journal/timetable');
  const { page } = office;
  await page.getByRole('link', { name: 'Учебная часть', exact: true }).click();
  await page.getByLabel('Класс', { exact: true }).selectOption('7Б');
  await expectAccessible(page, 'the weekly timetable');
  await page.getByRole('link', { name: 'Уроки недели', exact: true }).click();
  await day(page, lesson.on)
    .getByRole('button', { name: new RegExp(`^${lesson.number}\\. .*Алгебра`) })
    .click();
  const who = page.getByLabel('Кто заменяет', { exact: true });
  await expect(who.getByRole('option', { name: `${busy} · занято`, exact: true })).toBeDisabled();
  await page.getByLabel('Причина', { exact: true }).fill('болезнь учителя');
  await who.selectOption(IGOR);
  await page.getByRole('button', { name: 'Назначить замену', exact: true }).click();
  await expect(page.getByText('Замена назначена', { exact: true })).toBeVisible();
  await expect(card(misha.page, 'Алгебра', lesson.on, lesson.number)).toContainText('Замена: Игорь Павлович');
  await expect(card(igor.page, '7Б', lesson.on, lesson.number)).toContainText('Вы заменяете: Анна Сергеевна');

  await day(page, lesson.on)
    .getByRole('button', { name: new RegExp(`^${lesson.number}\\. .*Алгебра`) })
    .click();
  await page.getByRole('button', { name: 'Отменить замену', exact: true }).click();
  await expect(page.getByText('Замена отменена', { exact: true })).toBeVisible();
  await expect(card(misha.page, 'Алгебра', lesson.on, lesson.number)).not.toContainText('Замена');
});

test('the office cannot give a class two lessons at once, and is told why', async ({ browser }) => {
  const { page } = await openJournal(browser, 'olga', '/journal/office');
  await page.getByLabel('Класс', { exact: true }).selectOption('7Б');
  await page.getByRole('button', { name: 'Добавить урок: вторник, 1-й', exact: true }).click({ force: true });
  await page.getByLabel('Предмет', { exact: true }).selectOption('История');
  await page.getByRole('button', { name: 'Добавить', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(/Класс занят: у 7Б|Учитель занят|Подгруппа занята/);
  await expectAccessible(page, 'a refusal of the office');
});

test('a diary on a phone goes day by day, by finger', async ({ browser }) => {
  const { page } = await openJournal(browser, 'misha', '/journal/diary', PHONE);
  const days = page.getByRole('navigation', { name: 'День недели', exact: true });
  await days.getByRole('link').nth(1).tap();
  await expect(page.getByRole('heading', { level: 2 })).toContainText('вторник');
  await expect(page.getByRole('article').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await expectAccessible(page, 'a day of a diary');
  await page.getByRole('link', { name: 'Следующая неделя', exact: true }).tap();
  await expect(page.getByRole('link', { name: 'Сегодня', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Сегодня', exact: true }).tap();
  await expect(page.getByRole('link', { name: 'Сегодня', exact: true })).toHaveCount(0);
});
