import { expect, test } from '@playwright/test';
import { url } from '../support/parta.ts';
import { type Key, signInAs } from '../support/people.ts';
import { takeScreenshots } from '../support/shots.ts';

const PEOPLE: readonly Key[] = ['anna', 'igor', 'misha', 'vera', 'olga', 'nina', 'danya'];

test('the journal’s sign-in', async ({ page }) => {
  await page.goto(url('/journal'));
  await expect(page.getByLabel('Логин', { exact: true })).toBeVisible();
  await takeScreenshots(page, 'journal-sign-in');
});

for (const person of PEOPLE) {
  test(`the first screen of ${person}`, async ({ page, context }) => {
    await signInAs(context, person, 'journal');
    await page.goto(url('/journal'));
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await takeScreenshots(page, `journal-${person}`);
  });
}

test('one’s own menu', async ({ page, context }) => {
  await signInAs(context, 'danya', 'journal');
  await page.goto(url('/journal'));
  await page.getByRole('button', { name: /^(Громов|Даниил)/ }).click();
  await expect(page.getByText('Привязать учебный профиль', { exact: true })).toBeVisible();
  await takeScreenshots(page, 'journal-menu');
});

const WEEKS: readonly { readonly name: string; readonly person: Key; readonly path: string }[] = [
  { name: 'week-anna', person: 'anna', path: '/journal/timetable' },
  { name: 'week-class', person: 'anna', path: '/journal/classes' },
  { name: 'diary-misha', person: 'misha', path: '/journal/diary' },
  { name: 'diary-vera', person: 'vera', path: '/journal/diary' },
  { name: 'office-week', person: 'olga', path: '/journal/office?view=week' },
];

for (const { name, person, path } of WEEKS) {
  test(`the week: ${name}`, async ({ page, context }) => {
    await signInAs(context, person, 'journal');
    await page.goto(url(path));
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await takeScreenshots(page, `journal-${name}`);
  });
}

test('the timetable as the office keeps it', async ({ page, context }) => {
  await signInAs(context, 'olga', 'journal');
  await page.goto(url('/journal/office'));
  await expect(page.getByRole('table')).toBeVisible();
  await takeScreenshots(page, 'journal-office');
  await page
    .getByRole('button', { name: /^Добавить урок: среда/ })
    .last()
    .click();
  await expect(page.getByLabel('Предмет', { exact: true })).toBeVisible();
  await takeScreenshots(page, 'journal-office-form');
});

for (const person of ['anna', 'misha'] as const) {
  test(`a lesson as ${person} sees it`, async ({ page, context }) => {
    await signInAs(context, person, 'journal');
    await page.goto(url(person === 'anna' ? '/journal/timetable' : '/journal/diary'));
    await page.getByRole('article').getByRole('link').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await takeScreenshots(page, `journal-lesson-${person}`);
  });
}
