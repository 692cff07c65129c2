import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { enterCall, createCall, openForCall, stage, tile, expectMoving } from '../support/call.ts';
import { test } from '../support/story.ts';

test.setTimeout(300_000);
/** Go by the Tab key, and along a toolbar by arrows, until this has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: string | RegExp, role: 'button' | 'textbox' | 'switch' | 'combobox' = 'button') {
  const wanted = page.getByRole(role, { name, exact: true }).first();
  await expect(wanted).toBeVisible();
  for (let presses = 0, isAlong = false; presses < 80; presses += 1) {
    const at = await wanted.evaluate((element) => {
      if (element === document.activeElement) return 'there';
      return element.closest('[role="toolbar"]')?.contains(document.activeElement) ? 'toolbar' : 'elsewhere';
    });
    if (at === 'there') return wanted;
    await page.keyboard.press(at === 'elsewhere' ? 'Tab' : isAlong ? 'ArrowRight' : 'Home');
    isAlong = at === 'toolbar';
  }
  throw new Error(`the keyboard does not come to ${name}`);
}

async function pressButton(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

const isOn = (page: Page, name: string) => page.locator(`[data-control="${name}"]`).getAttribute('data-on');

test('a whole call by keyboard alone: in, speak, look, show the hand, settings, chat, small window, out', async ({ browser }) => {
  const misha = await openForCall(browser, 'misha');
  const lena = await openForCall(browser, 'lena');
  const callId = await createCall(misha, 'Елена Орлова');
  await enterCall(lena, callId);
  const { page } = misha;

  await test.step('comes in through the device screen', async () => {
    await page.goto(`/call/${callId}`);
    await pressButton(page, /^(Присоединиться|Войти)/);
    await expect(stage(page)).toHaveAttribute('data-phase', 'connected');
    await expectMoving(tile(page, 'Елена Орлова'));
  });

  await test.step('M, V and H switch microphone, camera and hand, with any layout of the keyboard', async () => {
    for (const [key, name] of [
      ['m', 'microphone'],
      ['v', 'camera'],
    ] as const) {
      await expect.poll(() => isOn(page, name)).toBe('true');
      await page.keyboard.press(key);
      await expect.poll(() => isOn(page, name)).toBe('false');
      await page.keyboard.press(key);
      await expect.poll(() => isOn(page, name)).toBe('true');
    }
    await page.keyboard.press('KeyH');
    await expect.poll(() => isOn(page, 'hand')).toBe('true');
    await expect(tile(lena.page, 'Михаил Соколов').getByText('Рука поднята, место в очереди: 1', { exact: true })).toBeAttached();
    await page.keyboard.press('KeyH');
    await expect.poll(() => isOn(page, 'hand')).toBe('false');
  });

  await test.step('the space bar speaks while it is held', async () => {
    await page.keyboard.press('m');
    await expect.poll(() => isOn(page, 'microphone')).toBe('false');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.down('Space');
    await expect.poll(() => isOn(page, 'microphone')).toBe('true');
    await page.keyboard.up('Space');
    await expect.poll(() => isOn(page, 'microphone')).toBe('false');
    await page.keyboard.press('m');
  });

  await test.step('Escape closes what is open, and never the call', async () => {
    await pressButton(page, /^Показать участников/);
    await expect(page.getByRole('region', { name: 'Участники', exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Участники', exact: true })).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(stage(page)).toHaveAttribute('data-phase', 'connected');
  });

  await test.step('pins somebody and shows the speaker large by menus', async () => {
    await pressButton(page, /^Отображение участников/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(stage(page).getByRole('list', { name: 'Участники звонка', exact: true })).toBeVisible();
    await pressButton(page, /^Отображение участников/);
    await page.keyboard.press('Enter');
  });

  await test.step('settings and chat; letters that are written switch nothing', async () => {
    await pressButton(page, 'Открыть настройки');
    await tabTo(page, 'Экономить трафик', 'switch');
    await page.keyboard.press('Space');
    await expect.poll(() => isOn(page, 'camera')).toBe('false');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await pressButton(page, /^Открыть чат/);
    await tabTo(page, 'Сообщение', 'textbox');
    await page.keyboard.type('hmv');
    expect(await isOn(page, 'microphone')).toBe('true');
    expect(await isOn(page, 'hand')).toBe('false');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Backspace');
  });

  await test.step('everything has a name and enough contrast', async () => {
    await expectAccessible(page, 'the call with its chat');
  });

  await test.step('a small window and back', async () => {
    await pressButton(page, 'Свернуть звонок');
    await expect(page.getByRole('region', { name: /^Звонок:/ })).toBeVisible();
    await pressButton(page, 'Развернуть');
    await expect(stage(page)).toBeVisible();
    await expectMoving(tile(page, 'Елена Орлова'));
  });

  await test.step('and out', async () => {
    await pressButton(page, 'Выйти из звонка');
    await page.keyboard.press('Enter');
    await expect(stage(page)).toBeHidden();
    await expect(tile(lena.page, 'Михаил Соколов')).toHaveCount(0);
  });
});
