import { expect, type Page, test } from '@playwright/test';
import { control, decodedFrames, enterCall, createCall, openForCall, stage, expectMoving } from '../support/call.ts';
import { type Client, closeAll } from '../support/chats.ts';
import { type Participants, fillCall } from '../support/crowd.ts';
import { beginLessonNow, endRunning, join, openLesson, expectInCall } from '../support/lessons.ts';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';
import { takeDarkScreenshots } from '../support/shots.ts';

/** What others send while pictures are taken: few frames, which a small machine carries too. */
const SPARING = ['--per-second', '3', '--cameras', '8'];

test.setTimeout(600_000);

let anna: Client;
let callId: string;
let crowd: Participants | undefined;

test.beforeEach(async ({ browser }) => {
  anna = await openForCall(browser, 'anna');
  callId = await createCall(anna, '7Б');
});

test.afterEach(async ({ browser }) => {
  await crowd?.end();
  crowd = undefined;
  await anna.context.request.post(url(`/api/calls/${callId}/end`));
  await closeAll(browser);
});

/** Want at least so many people in the call, and their pictures moving. */
async function wantPeople(page: Page, count: number): Promise<void> {
  const present = stage(page).getByText(/^\d+ участник/);
  await expect.poll(async () => parseInt(await present.innerText(), 10), { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
  if (count === 1) return;
  const before = await decodedFrames(page);
  await expect.poll(() => decodedFrames(page), { timeout: 60_000 }).toBeGreaterThan(before);
}

for (const count of [1, 2, 5, 9]) {
  test(`a call of ${count}`, async () => {
    if (count > 1) crowd = await fillCall(callId, count - 1, ...SPARING);
    await enterCall(anna, callId);
    await wantPeople(anna.page, count);
    await takeDarkScreenshots(anna.page, `call-${count}`);
  });
}

test('a lesson of 30', async ({ browser }) => {
  const igor = await openForCall(browser, 'igor');
  await signInAs(igor.context, 'igor', 'journal');
  await endRunning(igor.context);
  const lessonId = await beginLessonNow(igor.context);
  crowd = await fillCall(await openLesson(igor.context, lessonId), 30, ...SPARING);
  await igor.page.goto(url(`/lesson/${lessonId}`));
  await join(igor.page);
  await expectInCall(igor.page);
  await wantPeople(igor.page, 30);
  await takeDarkScreenshots(igor.page, 'call-30');
  await endRunning(igor.context);
});

test('reactions, and those that can be sent', async () => {
  crowd = await fillCall(callId, 4, ...SPARING);
  await enterCall(anna, callId);
  const { page } = anna;
  await wantPeople(page, 5);
  await control(page, 'Отправить реакцию').click();
  for (const name of ['Аплодисменты', 'Праздник']) await page.getByRole('menuitem', { name, exact: true }).click();
  await takeDarkScreenshots(page, 'call-reactions');
});

test('a shared screen, a board, and the panels beside them', async () => {
  crowd = await fillCall(callId, 4, ...SPARING, '--screen');
  await enterCall(anna, callId);
  const { page } = anna;
  await wantPeople(page, 5);
  const screen = stage(page).getByRole('figure').first();
  await expectMoving(screen, 'the shared screen moves');
  await takeDarkScreenshots(page, 'call-screen');

  const panels = ['Открыть чат', 'Показать участников', 'Открыть настройки'] as const;
  for (const [at, panel] of panels.entries()) {
    await control(page, panel).click();
    await takeDarkScreenshots(page, `call-panel-${['chat', 'people', 'settings'][at]}`);
  }
  await stage(page).getByRole('button', { name: 'Пригласить', exact: true }).click();
  await takeDarkScreenshots(page, 'call-panel-invite');
  await page.keyboard.press('Escape');

  await control(page, 'Открыть интерактивную доску').click();
  await expect(page.locator('.excalidraw canvas').first()).toBeVisible({ timeout: 60_000 });
  await takeDarkScreenshots(page, 'call-board');
});
