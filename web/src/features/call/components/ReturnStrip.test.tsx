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

it('leads back to a call whose tab was closed', async () => {
  const onReturn = vi.fn();
  const { user } = show(<ReturnStrip calls={[call('closed', false)]} onReturn={onReturn} />);
  expect(screen.getByRole('region', { name: 'Вы не вышли из звонка' }).textContent).toContain('Алгебра');
  await user.click(screen.getByRole('button', { name: 'Вернуться в звонок' }));
  expect(onReturn).toHaveBeenCalledWith('closed');
});

it('is not there while the call goes on in another tab, but is at once after a reload of its own', () => {
  const part = <ReturnStrip calls={[call('reloaded', true)]} onReturn={() => undefined} />;
  const { again } = show(part);
  expect(screen.queryByRole('region')).toBeNull();
  rememberCall('reloaded');
  again(<ReturnStrip calls={[call('reloaded', true)]} onReturn={() => undefined} />);
  expect(screen.getByRole('region')).toBeTruthy();
});

it('does not call back who has left, nor who does not want to', async () => {
  rememberCall('left');
  forgetCall('left');
  const { user, again } = show(<ReturnStrip calls={[call('left', false)]} onReturn={() => undefined} />);
  expect(screen.queryByRole('region')).toBeNull();
  again(<ReturnStrip calls={[call('other', false)]} onReturn={() => undefined} />);
  await user.click(screen.getByRole('button', { name: 'Не возвращаться' }));
  expect(screen.queryByRole('region')).toBeNull();
});
