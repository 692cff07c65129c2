import { screen } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import type { ProfileRead } from '@/shared/api/schema';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { EditProfile } from './EditProfile';
import { PasswordForm } from './PasswordForm';

beforeAll(startTestTexts);

const LENA: ProfileRead = {
  id: 'lena',
  name: { last_name: 'Орлова', first_name: 'Лена', patronymic: null },
  birth_on: '2012-05-03',
  sex: 'female',
  badges: [],
  picture: null,
  is_confirmed: false,
};
const GOOD = 'кот пьёт молоко';

function password() {
  const onDone = vi.fn();
  return { ...show(<PasswordForm confirmed={(act) => act()} onDone={onDone} />), onDone };
}

it('wants a password that is long enough and typed twice alike', async () => {
  const server = fakeApi();
  const { user, onDone } = password();
  const save = () => user.click(screen.getByRole('button', { name: 'Сохранить' }));
  await user.type(screen.getByLabelText('Новый пароль'), 'кот');
  await save();
  expect(screen.getByText('Пароль короче 10 символов')).toBeTruthy();
  await user.type(screen.getByLabelText('Новый пароль'), ' пьёт молоко');
  await save();
  expect(screen.getByText('Пароли не совпадают')).toBeTruthy();
  expect(server.requests).toEqual([]);
  await user.type(screen.getByLabelText('Повторите пароль'), GOOD);
  await save();
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce());
});

it('says that a password is easily guessed', async () => {
  fakeApi({ 'PUT /api/id/password': errorResponse(422, 'weak_password') });
  const { user, onDone } = password();
  await user.type(screen.getByLabelText('Новый пароль'), GOOD);
  await user.type(screen.getByLabelText('Повторите пароль'), GOOD);
  await user.click(screen.getByRole('button', { name: 'Сохранить' }));
  expect(await screen.findByText('Такой пароль легко угадать. Придумайте другой.')).toBeTruthy();
  expect(onDone).not.toHaveBeenCalled();
});

it('changes the name, tidied, and says so where the school has confirmed it meanwhile', async () => {
  const server = fakeApi({ 'PATCH /api/id/profile': errorResponse(409, 'confirmed_by_school') });
  const onClose = vi.fn();
  const { user } = show(<EditProfile profile={LENA} isOpen onClose={onClose} />);
  const name = await screen.findByLabelText('Имя');
  await user.clear(name);
  await user.type(name, '  Елена ');
  await user.click(screen.getByRole('button', { name: 'Сохранить' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Имя подтверждено школой');
  expect(server.requests[0]?.body).toMatchObject({ first_name: 'Елена', patronymic: null });
  expect(onClose).not.toHaveBeenCalled();
});
