import { render, screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '@/shared/testing/texts';
import { CaseCard } from './CaseCard';

beforeAll(startTestTexts);

it('tells who asks, about which account, what was tried and why it did not work', () => {
  const params = {
    profile: 'Соколова Вера Николаевна',
    account: 'Соколов Николай Андреевич',
    login: 'kolya',
    school: 'Школа № 7',
    reasons: ['adults_profile', 'birth_dates_contradict', 'a newer one'],
  };
  render(<CaseCard params={params} />);
  const card = screen.getByRole('region', { name: 'Обращение в школу' });
  const told = [...card.querySelectorAll('dd')].map(({ textContent }) => textContent);
  expect(told).toEqual([
    'Соколова Вера Николаевна',
    'Соколов Николай Андреевич · kolya · Школа № 7',
    'Подключить дневник к учебному профилю',
    'Профиль принадлежит взрослому, а аккаунт в дневнике — ученику.',
    'Разные годы рождения.',
  ]);
});
