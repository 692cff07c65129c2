import type { BrowserContext, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { codeFor, url } from './parta.ts';

/** A browser on a phone. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** Named people of the demo school. */
export type Key =
  | 'anna'
  | 'igor'
  | 'misha'
  | 'lena'
  | 'vera'
  | 'kolya'
  | 'olga'
  | 'nina'
  | 'petr'
  | 'tanya'
  | 'danya'
  | 'stranger';

export interface NewPerson {
  readonly phone: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic?: string;
  readonly birth: { readonly day: string; readonly month: string; readonly year: string };
  readonly sex: 'Женский' | 'Мужской';
}

/** Sign in as one of the demo school without going through the pages. */
export async function signInAs(context: BrowserContext, key: Key, where: 'profile' | 'journal' = 'profile') {
  const answer = await context.request.post(url('/api/demo/sign-in'), { data: { key, where } });
  expect(answer.status(), `${key} signs in to the ${where}`).toBe(204);
}

/** Choose on the first page to sign in: the number is asked for. */
export async function chooseToSignIn(page: Page): Promise<void> {
  await firstPage(page).click();
}

/** What shows that nobody is signed in: the way in on the first page. */
export function firstPage(page: Page): Locator {
  return page.getByRole('button', { name: 'Профиль Парты', exact: true });
}

/** Sign out on the page of the profile. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Выйти', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Выйти', exact: true }).click();
}

/** Type the number and the code from the message. */
export async function enterByCode(page: Page, phone: string): Promise<void> {
  await page.getByLabel('Номер телефона', { exact: true }).fill(phone);
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Код из СМС', exact: true })).toBeVisible();
  await page.getByLabel('Шесть цифр', { exact: true }).fill(await codeFor(phone));
}

/** Answer the questions of the new profile. */
export async function answerQuestions(page: Page, person: NewPerson): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Создать учебный профиль', exact: true })).toBeVisible();
  await page.getByLabel('Фамилия', { exact: true }).fill(person.lastName);
  await page.getByLabel('Имя', { exact: true }).fill(person.firstName);
  if (person.patronymic) await page.getByLabel('Отчество, если есть', { exact: true }).fill(person.patronymic);
  await page.getByLabel('День', { exact: true }).fill(person.birth.day);
  await page.getByLabel('Месяц', { exact: true }).selectOption(person.birth.month);
  await page.getByLabel('Год', { exact: true }).fill(person.birth.year);
  await page.getByText(person.sex, { exact: true }).click();
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Всё верно?', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Создать профиль', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Учебный профиль создан!', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
}

/** Create a profile without going through the pages, and be signed in with it. */
export async function createProfile(context: BrowserContext, person: ApiPerson): Promise<void> {
  const call = async (path: string, data: object) => {
    const answer = await context.request.post(url(`/api/id/sign-in${path}`), { data });
    expect(answer.status(), `sign-in${path}`).toBe(200);
  };
  await call('', { phone: person.phone });
  await call('/code', { code: await codeFor(person.phone) });
  const { phone: _phone, ...profile } = person;
  await call('/profile', profile);
}

/** A person as the server takes them. */
export interface ApiPerson {
  readonly phone: string;
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string | null;
  readonly birth_on: string;
  readonly sex: 'male' | 'female';
}

/** Tatiana of the demo school as she might sign up anew: married, and with a slip in the birth date. */
export function almostTanya(phone: string): ApiPerson {
  return {
    phone,
    last_name: 'Ильина',
    first_name: 'Татьяна',
    patronymic: 'Игоревна',
    birth_on: '1984-07-18',
    sex: 'female',
  };
}
