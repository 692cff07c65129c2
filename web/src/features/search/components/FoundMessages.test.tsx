import { screen } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { FoundMessages } from './FoundMessages';

beforeAll(startTestTexts);

const FOUND = {
  id: 'm1',
  chatId: '7b',
  number: 41,
  snippet: 'Завтра \u0002контрольная\u0003 по алгебре',
  sentAt: '2026-11-23T09:00:00Z',
  author: 'Анна Сергеевна',
  chat: '7Б',
  face: { id: '7b', name: '7Б' },
};

function found(more: Partial<Parameters<typeof FoundMessages>[0]> = {}) {
  const acts = { onMore: vi.fn(), onOpen: vi.fn() };
  return {
    ...show(<FoundMessages found={[FOUND]} hasMore={false} isMoreComing={false} {...acts} {...more} />),
    ...acts,
  };
}

it('shows who wrote it, and opens the chat at the message', async () => {
  const { user, onOpen } = found();
  const row = screen.getByRole('link', { name: /Анна Сергеевна: Завтра/ });
  expect(row.getAttribute('href')).toBe('/chats/7b?message=41');
  await user.click(row);
  expect(onOpen).toHaveBeenCalledExactlyOnceWith('7b', 41);
});

it('offers older ones while there are any', async () => {
  const { user, onMore, again } = found({ hasMore: true });
  await user.click(screen.getByRole('button', { name: 'Показать ещё' }));
  expect(onMore).toHaveBeenCalledOnce();
  again(
    <FoundMessages found={[FOUND]} hasMore={false} isMoreComing={false} onMore={onMore} onOpen={vi.fn()} />,
  );
  expect(screen.queryByRole('button')).toBeNull();
});
