import { screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll, expect, it } from 'vitest';
import { show } from '../testing/screen';
import { startTestTexts } from '../testing/texts';
import { PasswordField } from './PasswordField';

beforeAll(startTestTexts);

function Form() {
  const [password, setPassword] = useState('');
  return (
    <PasswordField label="Пароль" autoComplete="current-password" value={password} onChange={setPassword} />
  );
}

it('hides a password, and shows it while it is typed if one likes', async () => {
  const { user } = show(<Form />);
  const field = screen.getByLabelText<HTMLInputElement>('Пароль');
  const eye = screen.getByRole('button', { name: 'Показать пароль' });
  expect(field.type).toBe('password');
  await user.type(field, 'сорок');
  await user.click(eye);
  expect(eye.getAttribute('aria-pressed')).toBe('true');
  await user.type(field, ' ёжиков');
  expect([field.type, field.value]).toEqual(['text', 'сорок ёжиков']);
  await user.click(eye);
  expect(field.type).toBe('password');
});
