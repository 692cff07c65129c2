import { expect } from '@playwright/test';
import { execute } from '../support/database.ts';
import { offerJournal, openJournal } from '../support/journal-fake.ts';
import { beginLinking, signInToJournal, unlink } from '../support/linking.ts';
import { freshPhone, url } from '../support/parta.ts';
import { almostTanya, createProfile, signInAs } from '../support/people.ts';
import { test } from '../support/story.ts';

test('differences are marked and asked about, and decided by the person', async ({ page, context }) => {
  const phone = freshPhone();
  await createProfile(context, almostTanya(phone));
  await beginLinking(page);
  await signInToJournal(page, 'gromova');
  await expect(page.getByText('Данные различаются. Проверьте, что это один и тот же человек.', { exact: true })).toBeVisible();
  await expect(page.getByText(/^Ильина/)).toBeVisible();
  await expect(page.getByText('Дата рождения в профиле и в дневнике различается.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Отметьте, что это один и тот же человек');
  await page.getByText('Да, это один и тот же человек', { exact: true }).click();
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Ссылка уже использована', exact: true })).toBeVisible();
  await unlink(page, phone);
});

test('an account that is linked with another profile is refused, and another one may sign in', async ({ page, context }) => {
  await createProfile(context, { ...almostTanya(freshPhone()), last_name: 'Белова', first_name: 'Анна' });
  await beginLinking(page);
  await signInToJournal(page, 'belova');
  await expect(page.getByRole('heading', { name: 'Этот дневник уже подключён', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Войти в дневник с другим аккаунтом', exact: true }).click();
  await expect(page.getByLabel('Логин', { exact: true })).toBeVisible();
});

test('who has linked already is told so', async ({ page, context }) => {
  await signInAs(context, 'misha');
  await beginLinking(page);
  await signInToJournal(page, 'sokolov');
  await expect(page.getByRole('heading', { name: 'Дневник уже подключён', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Мессенджер', exact: true })).toBeVisible();
});

test('a child on a parent’s profile is refused, and the school is written to', async ({ page, context }) => {
  await signInAs(context, 'vera');
  await beginLinking(page);
  await signInToJournal(page, 'sokolov.n');
  const refusal = 'Этот профиль уже привязан к дневнику взрослого';
  await expect(page.getByRole('heading', { name: refusal, exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Обратиться в школу', exact: true }).click();
  await expect(page).toHaveURL(/\/chats\/[0-9a-f-]+/);
  const card = page.getByRole('region', { name: 'Обращение в школу', exact: true });
  await expect(card.getByText('К профилю уже подключён дневник взрослого.', { exact: true })).toBeVisible();
  await expect(page.getByRole('textbox').last()).toBeVisible();
});

test('a linking is finished in the browser where it was begun, and nowhere else', async ({ page, context, browser }) => {
  await signInAs(context, 'stranger');
  await beginLinking(page);
  const elsewhere = await browser.newContext();
  await signInAs(elsewhere, 'stranger');
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('heading', { name: 'Подключение начато в другом браузере', exact: true })).toBeVisible();
  await other.getByRole('link', { name: 'Начать заново', exact: true }).click();
  await expect(other).toHaveURL(/\/id\/connect/);
});

test('a cancelled linking leaves everything as it was', async ({ page, context }) => {
  await signInAs(context, 'stranger');
  await signInAs(context, 'kolya', 'journal');
  await beginLinking(page);
  await page.getByRole('button', { name: 'Отмена', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Подключение отменено', exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Подключение отменено', exact: true })).toBeVisible();
  await page.goto(url('/id'));
  await expect(page.getByText(/^Пока ни одного\./)).toBeVisible();
});

test('a journal that is closed for now cannot be chosen, and a link without a linking says to begin anew', async ({
  page,
  context,
}) => {
  await signInAs(context, 'stranger');
  await page.goto(url('/id/connect'));
  await page.getByRole('button', { name: 'Пермский край', exact: true }).click();
  await expect(page.getByText('Временно недоступен', { exact: true })).toBeVisible();
  await expect(page.getByRole('radio')).toBeDisabled();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Пермский край', exact: true })).toBeVisible();

  await page.goto(url('/journal/link?request=0192f000-0000-7000-8000-000000000000'));
  await expect(page.getByRole('heading', { name: 'Начните заново', exact: true })).toBeVisible();
});

test('somebody else’s account can be left for one’s own', async ({ page, context }) => {
  await signInAs(context, 'stranger');
  await signInAs(context, 'anna', 'journal');
  await beginLinking(page);
  await expect(page.getByText('Анна Белова', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Это не я', exact: true }).click();
  await expect(page.getByLabel('Логин', { exact: true })).toBeVisible();
});

test('ten minutes later a linking has expired, and begins anew', async ({ page, context }) => {
  await signInAs(context, 'stranger');
  await signInAs(context, 'kolya', 'journal');
  await beginLinking(page);
  const requestId = new URL(page.url()).searchParams.get('request') ?? '';
  await expect(page.getByRole('button', { name: /^Продолжить как / })).toBeVisible();
  await execute(`UPDATE link_request SET expires_at = now() WHERE id = $1::text::uuid`, requestId);
  await page.getByRole('button', { name: /^Продолжить как / }).click();
  await expect(page.getByRole('heading', { name: 'Время вышло', exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Время вышло', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Начать заново', exact: true }).click();
  await expect(page).toHaveURL(/\/id\/connect/);
  await expect(page.getByRole('link', { name: 'Продолжить', exact: true })).toHaveCount(0);
});

test('a journal of another vendor falls silent while one is there, and answers again', async ({ page, context }) => {
  const journal = await openJournal();
  await offerJournal(journal, 'Республика Татарстан', `Чужой журнал ${journal.issuer}`);
  await createProfile(context, { ...almostTanya(freshPhone()), last_name: 'Иванова', first_name: 'Тамара' });
  const go = async () => {
    await page.goto(url('/id/connect'));
    await page.getByRole('button', { name: 'Республика Татарстан', exact: true }).click();
    await page.getByText(`Чужой журнал ${journal.issuer}`, { exact: true }).click();
    await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
    await page.getByRole('button', { name: 'Перейти в дневник', exact: true }).click();
  };
  journal.isSilent = true;
  await go();
  await expect(page.getByRole('alert')).toContainText('Сейчас с ним нет связи');
  journal.isSilent = false;
  await go();
  await expect(page).toHaveURL(/\/authorize/);

  journal.isSilent = true;
  await page.getByRole('link', { name: 'Войти', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Дневник не отвечает', exact: true })).toBeVisible();
  journal.isSilent = false;
  await page.getByRole('button', { name: 'Повторить', exact: true }).click();
  await page.getByRole('link', { name: 'Войти', exact: true }).click();
  await expect(page.getByText('Данные различаются. Проверьте, что это один и тот же человек.', { exact: true })).toBeVisible();
  await page.getByText('Да, это один и тот же человек', { exact: true }).click();
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();
  await journal.end();
});
