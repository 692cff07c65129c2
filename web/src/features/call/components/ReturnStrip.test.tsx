import { screen } from '@testing-library/react';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { forgetCall, rememberCall } from '@/data/call/tab';
import { callCard } from '@/shared/testing/chat';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { ReturnStrip } from './ReturnStrip';

beforeAll(startTestTexts);
beforeEach(() => sessionStorage.clear());

const call = (id: string, is_connected: boolean) => ({
  card: callCard({ id, title: 'Алгебра' }),
  is_in: true,
  is_connected,
});

it('leads back to the call that this tab was in before its page was loaded anew', async () => {
  rememberCall('reloaded');
  const onReturn = vi.fn();
  const { user } = show(<ReturnStrip calls={[call('reloaded', false)]} onReturn={onReturn} />);
  expect(screen.getByRole('region', { name: 'Вы не вышли из звонка' }).textContent).toContain('Алгебра');
  await user.click(screen.getByRole('button', { name: 'Вернуться в звонок' }));
  expect(onReturn).toHaveBeenCalledWith('reloaded');
});

it('is not there for a call of another tab or device', () => {
  show(<ReturnStrip calls={[call('elsewhere', true), call('closed', false)]} onReturn={() => undefined} />);
  expect(screen.queryByRole('region')).toBeNull();
});

it('does not call back who has left, nor who does not want to', async () => {
  rememberCall('left');
  forgetCall('left');
  const { user, again } = show(<ReturnStrip calls={[call('left', false)]} onReturn={() => undefined} />);
  expect(screen.queryByRole('region')).toBeNull();
  rememberCall('other');
  again(<ReturnStrip calls={[call('other', false)]} onReturn={() => undefined} />);
  await user.click(screen.getByRole('button', { name: 'Не возвращаться' }));
  expect(screen.queryByRole('region')).toBeNull();
});
