import { expect } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { words } from '../support/chats.ts';
import { bell, cancelLesson, comingLessons, moveLesson, openBoth, toldOf, unreadMarks } from '../support/notifications.ts';
import { PHONE } from '../support/people.ts';
import { test } from '../support/story.ts';
import { openJournal } from '../support/timetable.ts';

test.setTimeout(180_000);
test('the office moves a lesson and cancels another; a mother sees both, of which child, on each device', async ({ browser }) => {
  const office = (await openJournal(browser, 'olga', '/journal')).context.request;
  const [moved, cancelled] = await comingLessons(office, 'Алгебра');
  if (!moved || !cancelled) throw new Error('7Б has no two lessons of algebra next week');
  const vera = await openBoth(browser, 'vera', '/');
  const phone = await openBoth(browser, 'vera', '/journal', PHONE);
  await bell(vera.page).click();
  await bell(phone.page).tap();
  for (const { page } of [vera, phone]) {
    await expect(page.getByRole('heading', { name: 'Уведомления', exact: true })).toBeVisible();
  }

  await moveLesson(office, moved);
  for (const { page } of [vera, phone]) {
    await expect(toldOf(page, moved)).toContainText('Урок перенесён');
    await expect(toldOf(page, moved)).toContainText('Михаил');
    await expect(bell(page)).toContainText(/\d/);
  }
  const reason = words('Олимпиада');
  await cancelLesson(office, cancelled, reason);
  for (const { page } of [vera, phone]) {
    await expect(toldOf(page, cancelled)).toContainText('Урок отменён');
    await expect(toldOf(page, cancelled)).toContainText('Михаил');
    await expect(toldOf(page, cancelled)).toContainText(reason);
    await expect(unreadMarks(toldOf(page, moved))).toBeVisible();
    await expectAccessible(page, 'notifications');
  }

  await toldOf(vera.page, moved).getByRole('link').click();
  await expect(vera.page).toHaveURL(new RegExp(`/journal/lessons/${moved.id}`));
  await expect(vera.page.getByRole('heading', { name: /^Алгебра/ })).toBeVisible();
  await expect(unreadMarks(toldOf(phone.page, moved))).toHaveCount(0);
  await expect(unreadMarks(toldOf(phone.page, cancelled))).toBeVisible();

  await bell(vera.page).click();
  await expect(unreadMarks(toldOf(vera.page, cancelled))).toBeVisible();
  await phone.page.getByRole('button', { name: 'Прочитать все', exact: true }).tap();
  await expect(unreadMarks(vera.page)).toHaveCount(0);
  await expect(bell(vera.page)).not.toContainText(/\d/);
});
