import { expect, test } from '@playwright/test';
import { cancelLesson, comingLessons, moveLesson, openBoth, readEverything, toldOf } from '../support/notifications.ts';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';
import { takeScreenshots } from '../support/shots.ts';
import { openJournal } from '../support/timetable.ts';

test('notifications in the messenger and in the journal', async ({ browser }) => {
  const office = (await openJournal(browser, 'olga', '/journal')).context.request;
  const [moved, cancelled] = await comingLessons(office, 'Русский язык');
  if (!moved || !cancelled) throw new Error('7Б has no two lessons of Russian next week');
  const { page, context } = await openBoth(browser, 'vera', '/notifications');
  await moveLesson(office, moved);
  await expect(toldOf(page, moved)).toBeVisible();
  await readEverything(context.request);
  await cancelLesson(office, cancelled, 'Олимпиада по математике');
  await expect(toldOf(page, cancelled)).toBeVisible();
  await takeScreenshots(page, 'notifications-messenger');
  await page.goto(url('/journal/notifications'));
  await expect(toldOf(page, cancelled)).toBeVisible();
  await takeScreenshots(page, 'notifications-journal');
});

test('nobody was told anything', async ({ page, context }) => {
  await signInAs(context, 'nina', 'journal');
  await page.goto(url('/journal/notifications'));
  await expect(page.getByText('Уведомлений нет', { exact: true })).toBeVisible();
  await takeScreenshots(page, 'notifications-empty');
});
