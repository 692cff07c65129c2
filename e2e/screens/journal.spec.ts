import { expect, test } from '@playwright/test';
import { url } from '../support/parta.ts';
import { type Key, signInAs } from '../support/people.ts';
import { shoot } from '../support/shots.ts';

const PEOPLE: readonly Key[] = ['anna', 'igor', 'misha', 'vera', 'olga', 'nina', 'danya'];

test('the journal’s sign-in', async ({ page }) => {
  await page.goto(url('/journal'));
  await expect(page.getByLabel('Логин')).toBeVisible();
  await shoot(page, 'journal-sign-in');
});

for (const person of PEOPLE) {
  test(`the first screen of ${person}`, async ({ page, context }) => {
    await signInAs(context, person, 'journal');
    await page.goto(url('/journal'));
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await shoot(page, `journal-${person}`);
  });
}

test('one’s own menu', async ({ page, context }) => {
  await signInAs(context, 'danya', 'journal');
  await page.goto(url('/journal'));
  await page.getByRole('button', { name: /Громов|Даниил/ }).click();
  await expect(page.getByText('Привязать учебный профиль')).toBeVisible();
  await shoot(page, 'journal-menu');
});
