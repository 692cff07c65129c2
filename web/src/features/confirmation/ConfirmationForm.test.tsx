import { screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { ConfirmationForm } from './ConfirmationForm';

beforeAll(startTestTexts);

const PROVE = 'POST /api/id/confirmation';
const SEND = 'POST /api/id/confirmation/code';
const SENT = { phone: '+7 ··· 01', resend_after: 60 };

function open(hasPassword: boolean) {
  const onProved = vi.fn();
  return { ...show(<ConfirmationForm hasPassword={hasPassword} onProved={onProved} />), onProved };
}

const press = (name: string) => screen.getByRole('button', { name });

it('sends a code on demand only, and is proved by it', async () => {
  const server = fakeApi({ [SEND]: SENT });
  const { user, onProved } = open(false);
  expect(server.requests).toEqual([]);
  await user.click(press('Получить код'));
  await user.type(await screen.findByRole('textbox'), '123456');
  expect(screen.getByText(/Новый код можно отправить через/)).toBeTruthy();
  await user.click(press('Подтвердить'));
  await waitFor(() => expect(onProved).toHaveBeenCalledOnce());
  expect(server.requests.at(-1)).toEqual({ what: PROVE, body: { code: '123456' } });
});

it('says that a code could not be sent', async () => {
  fakeApi({ [SEND]: errorResponse(503, 'unavailable') });
  const { user } = open(false);
  await user.click(press('Получить код'));
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
});

it('is empty again after a wrong password, and says that it was wrong', async () => {
  fakeApi({ [PROVE]: errorResponse(422, 'wrong_password') });
  const { user, onProved } = open(true);
  const field = screen.getByLabelText<HTMLInputElement>('Пароль');
  await user.type(field, 'тайна{Enter}');
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(field.value).toBe('');
  expect(onProved).not.toHaveBeenCalled();
});
