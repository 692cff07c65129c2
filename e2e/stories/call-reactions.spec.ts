import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { control, openPeople, stage, tile } from '../support/call.ts';
import { expectInCall } from '../support/lessons.ts';
import { hold, knock } from '../support/lobby.ts';
import { test } from '../support/story.ts';

test.setTimeout(300_000);
/** Send a reaction from the picker, which stays open until Escape. */
async function react(page: Page, name: string): Promise<void> {
  const picker = stage(page).getByRole('menu', { name: 'Реакции', exact: true });
  if (!(await picker.isVisible())) await control(page, 'Отправить реакцию').click();
  await picker.getByRole('menuitem', { name, exact: true }).click();
}

/** Want somebody's reaction over their tile, and then no more. */
async function expectReaction(page: Page, name: RegExp, reaction: string): Promise<void> {
  const shown = tile(page, name).locator('[data-reactions]');
  await expect(shown).toContainText(reaction);
  await expect(shown, 'it fades').toHaveCount(0);
}

test('a guest and who leads send reactions, until the host switches them off', async ({ browser }) => {
  const misha = await hold(browser, 'anyone');
  const guest = await knock(browser, misha.link, 'Бабушка Нина');
  const panel = await openPeople(misha.page);
  await panel.getByRole('button', { name: 'Впустить: Бабушка Нина', exact: true }).click();
  await expectInCall(guest);
  await expect(tile(misha.page, /^Бабушка Нина/)).toBeVisible();

  await test.step('the guest’s applause is seen by the other', async () => {
    await react(guest, 'Аплодисменты');
    await expectReaction(misha.page, /^Бабушка Нина/, '👏');
  });

  await test.step('the other’s is seen by the guest, and nothing of it is unreadable', async () => {
    await react(misha.page, 'Праздник');
    await expectReaction(guest, /^Михаил Соколов/, '🎉');
    await react(misha.page, 'Сердце');
    await expectAccessible(misha.page, 'the call with its reactions');
    await misha.page.keyboard.press('Escape');
    await expect(control(misha.page, 'Отправить реакцию')).toBeFocused();
  });

  await test.step('who does not want to see them does not', async () => {
    await control(guest, 'Открыть настройки').click();
    const wanted = guest.getByRole('switch', { name: 'Показывать реакции', exact: true });
    await wanted.uncheck();
    await react(guest, 'Смешно');
    await expectReaction(misha.page, /^Бабушка Нина/, '😂');
    await expect(stage(guest).locator('[data-reactions]')).toHaveCount(0);
    await wanted.check();
  });

  await test.step('the host switches them off for all, and the guest is told who did', async () => {
    await panel.getByRole('button', { name: 'Доступы участников', exact: true }).click();
    await misha.page.getByRole('switch', { name: 'Отправлять реакции', exact: true }).click();
    // A locked control is marked as disabled, and may be pressed to learn why.
    await control(guest, 'Реакции: администратор звонка не разрешил').click({ force: true });
    await expect(guest.getByText('Администратор звонка отключил реакции для всех участников.', { exact: true })).toBeVisible();
    await react(misha.page, 'Нравится');
    await expectReaction(guest, /^Михаил Соколов/, '👍');
  });
});
