import { expect, test } from '@playwright/test';
import { closeAll } from '../support/chats.ts';
import { beginLessonNow, deviceScreen, endRunning, join, publish } from '../support/lessons.ts';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';
import { takeScreenshots } from '../support/shots.ts';

test.afterEach(({ browser }) => closeAll(browser));

test('the doors of a lesson', async ({ browser }) => {
  const teachers = await browser.newContext();
  await signInAs(teachers, 'anna', 'journal');
  await endRunning(teachers);
  const lessonId = await beginLessonNow(teachers);
  await publish(await teachers.newPage(), lessonId);

  const students = await browser.newContext();
  await signInAs(students, 'misha');
  const page = await students.newPage();
  await page.goto(url(`/lesson/${lessonId}`));
  await expect(deviceScreen(page)).toBeVisible();
  await expect(page.getByLabel('Ваша камера', { exact: true })).toBeVisible();
  await takeScreenshots(page, 'door-devices');
  await join(page);
  await expect(page.getByRole('heading', { name: 'Ждём учителя', exact: true })).toBeVisible();
  await takeScreenshots(page, 'door-waiting');

  const strangers = await browser.newContext();
  await signInAs(strangers, 'stranger');
  const other = await strangers.newPage();
  await other.goto(url(`/lesson/${lessonId}`));
  await expect(other.getByRole('heading', { name: 'Этот урок недоступен вашему профилю', exact: true })).toBeVisible();
  await takeScreenshots(other, 'door-not-mine');
});

test('an invitation that does not work', async ({ page }) => {
  await page.goto(url('/join/nobody-made-this-one'));
  await expect(page.getByRole('heading', { name: 'Приглашение не действует', exact: true })).toBeVisible();
  await takeScreenshots(page, 'door-expired');
});
