import { screen, within } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { Modals } from '@/shared/ui/Modals';
import type { ShownPin } from '../model/pins';
import { PinBar } from './PinBar';
import { PinsSheet } from './PinsSheet';

beforeAll(startTestTexts);

const pin = (number: number, words: string): ShownPin => ({
  messageId: `message-${number}`,
  number,
  author: 'Анна Сергеевна',
  words,
  pinnedBy: 'Вы',
  pinnedAt: '2025-11-23T09:00:00Z',
});
const trip = pin(9, 'Экскурсия в пятницу');
const books = pin(5, 'Учебники');

function acts() {
  return { onJump: vi.fn(), onShowAll: vi.fn(), onUnpin: vi.fn() };
}

it('leads to each pinned message in turn, and shows a new one at once', async () => {
  const done = acts();
  const bar = (pins: readonly ShownPin[]) => <PinBar pins={pins} mayPin {...done} />;
  const { user, again } = show(bar([trip, books]));
  const jump = () => screen.getByRole('button', { name: /Перейти$/ });
  expect(jump().textContent).toContain('Закреплённое сообщение 2 из 2. Анна Сергеевна: Экскурсия в пятницу');
  await user.click(jump());
  expect(jump().textContent).toContain('Закреплённое сообщение 1 из 2. Анна Сергеевна: Учебники');
  await user.click(jump());
  expect(done.onJump.mock.calls).toEqual([[9], [5]]);
  expect(jump().textContent).toContain('Экскурсия в пятницу');
  await user.click(jump());
  again(bar([pin(12, 'Завтра в 8'), trip, books]));
  expect(jump().textContent).toContain('Закреплённое сообщение 3 из 3. Анна Сергеевна: Завтра в 8');
});

it('leads to all of several, and unpins a single one', async () => {
  const done = acts();
  const { user, again } = show(<PinBar pins={[trip, books]} mayPin {...done} />);
  await user.click(screen.getByRole('button', { name: 'Все закреплённые сообщения' }));
  expect(done.onShowAll).toHaveBeenCalledOnce();
  again(<PinBar pins={[trip]} mayPin {...done} />);
  await user.click(screen.getByRole('button', { name: 'Открепить' }));
  expect(done.onUnpin).toHaveBeenCalledWith('message-9');
  again(<PinBar pins={[trip]} mayPin={false} {...done} />);
  expect(screen.getAllByRole('button')).toHaveLength(1);
  again(<PinBar pins={[]} mayPin {...done} />);
  expect(screen.queryByRole('region')).toBeNull();
});

it('lists who wrote and who pinned; only who may pin can unpin there', async () => {
  const done = acts();
  const sheet = (pins: readonly ShownPin[], mayPin: boolean) => (
    <Modals active="pins" onClose={() => undefined}>
      <PinsSheet id="pins" pins={pins} mayPin={mayPin} {...done} />
    </Modals>
  );
  const { user, again } = show(sheet([trip, books], true));
  const [first, second] = await screen.findAllByRole('listitem');
  expect(first?.textContent).toContain('Анна СергеевнаЭкскурсия в пятницуВы, 23 ноября 2025');
  await user.click(screen.getByRole('button', { name: 'Открепить: Учебники' }));
  expect(done.onUnpin).toHaveBeenCalledWith('message-5');
  const [jump] = within(second as HTMLElement).getAllByRole('button');
  await user.click(jump as HTMLElement);
  expect(done.onJump).toHaveBeenCalledWith(5);
  again(sheet([trip], false));
  expect(screen.queryByRole('button', { name: /Открепить/ })).toBeNull();
  again(sheet([], true));
  expect(screen.getByText('Закреплённых сообщений нет')).toBeTruthy();
});
