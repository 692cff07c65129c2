import { screen } from '@testing-library/react';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ProfileRead } from '@/shared/api/schema';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { SettingsPage } from './SettingsPage';

beforeAll(startTestTexts);
beforeEach(() => localStorage.clear());

const LENA: ProfileRead = {
  id: 'lena',
  name: { last_name: 'Орлова', first_name: 'Лена', patronymic: null },
  birth_on: '2012-05-03',
  sex: 'female',
  badges: [],
  picture: null,
  is_confirmed: false,
};

function settings() {
  fakeApi();
  const acts = { onLanguage: vi.fn(), onSignOut: vi.fn() };
  return { ...show(<SettingsPage me={LENA} {...acts} />), ...acts };
}

it('leads to the profile, its devices and its diaries', () => {
  settings();
  expect(screen.getByRole('link', { name: /Орлова Лена/ }).getAttribute('href')).toBe('/id');
  const addresses = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(addresses).toEqual(expect.arrayContaining(['/id', '/id#devices', '/id/connect']));
});

it('has the same letters for a person as all other pages', () => {
  settings();
  const letters = document.querySelector('[data-letters]')?.getAttribute('data-letters');
  expect(letters).toBe('ЛО');
});

it('remembers in this browser what Enter does', async () => {
  const { user, leave } = settings();
  const choice = () => screen.getByRole<HTMLInputElement>('switch', { name: /Enter/ });
  const before = choice().checked;
  await user.click(choice());
  expect(choice().checked).toBe(!before);
  leave();
  settings();
  expect(choice().checked).toBe(!before);
  await user.click(choice());
});

it('changes the language, and signs out', async () => {
  const { user, onLanguage, onSignOut } = settings();
  await user.click(screen.getByRole('radio', { name: 'English' }));
  expect(onLanguage).toHaveBeenCalledExactlyOnceWith('en');
  await user.click(screen.getByRole('button', { name: 'Выйти' }));
  expect(onSignOut).toHaveBeenCalledOnce();
});
