import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { resetReports } from '../api/failure-report';
import { show } from '../testing/screen';
import { startTestTexts } from '../testing/texts';
import { late } from './late';
import type { OverlaysShown } from './overlay';
import { PlainOverlays } from './PlainOverlays';

beforeAll(startTestTexts);
beforeEach(() => {
  resetReports();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => void vi.useRealTimers());

const QUESTION = { title: 'Удалить чат?', text: 'Его не вернуть.', confirm: 'Удалить' };

/** Show these where nothing that shows them has loaded yet. */
async function open(shown: Partial<OverlaysShown>) {
  const load = vi.fn().mockRejectedValue(new TypeError('Failed to fetch'));
  const Host = late<OverlaysShown>(load, {
    instead: (props, retry) => <PlainOverlays {...props} onRetry={retry} />,
  });
  const acts = { onAnswer: vi.fn(), onNoteGone: vi.fn() };
  const host = (now: Partial<OverlaysShown>) => (
    <Host question={undefined} note={undefined} {...acts} {...now} />
  );
  const { user, again } = show(host(shown));
  await waitFor(() => expect(load).toHaveBeenCalled());
  return { user, load, tell: (now: Partial<OverlaysShown>) => again(host(now)), ...acts };
}

it.each([true, false])('a question is asked by the browser itself: %s', async (agreed) => {
  const ask = vi.spyOn(window, 'confirm').mockReturnValue(agreed);
  const { onAnswer } = await open({ question: QUESTION });
  await waitFor(() => expect(ask).toHaveBeenCalledExactlyOnceWith('Удалить чат?\n\nЕго не вернуть.'));
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(agreed);
  expect(screen.queryByText('Не загрузилось.')).toBeNull();
});

it('a note is a plain line with its button, and goes by itself', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const onUndo = vi.fn();
  const { user, onNoteGone } = await open({ note: { key: 1, text: 'Сообщение удалено', onUndo } });
  expect((await screen.findByRole('status')).textContent).toContain('Сообщение удалено');
  expect(screen.queryByText('Не загрузилось.')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Вернуть' }));
  expect(onUndo).toHaveBeenCalledOnce();
  act(() => void vi.advanceTimersByTime(6_000));
  expect(onNoteGone).toHaveBeenCalledTimes(2);
});

it('the next note tries again to load what shows them', async () => {
  const { load, tell } = await open({ note: { key: 1, text: 'Готово' } });
  await screen.findByText('Готово');
  tell({});
  load.mockResolvedValue(({ note }: OverlaysShown) => <p>loaded: {note?.text}</p>);
  tell({ note: { key: 2, text: 'Ссылка скопирована' } });
  expect(await screen.findByText('loaded: Ссылка скопирована')).toBeTruthy();
});
