import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AppRoot } from '@vkontakte/vkui';
import { beforeAll, expect, it, vi } from 'vitest';
import { ApiError } from '../api/errors';
import { startTestTexts } from '../testing/texts';
import { OverlayProvider, useOverlays } from './Overlays';

beforeAll(startTestTexts);

function Page({ onAnswer }: { onAnswer: (agreed: boolean) => void }) {
  const { confirm, note, noteFailure } = useOverlays();
  const ask = async () =>
    onAnswer(await confirm({ title: 'Удалить чат?', confirm: 'Удалить', isDestructive: true }));
  return (
    <>
      <button type="button" onClick={ask}>
        ask
      </button>
      <button type="button" onClick={() => noteFailure(new ApiError(403, 'forbidden', ''))}>
        fail
      </button>
      <button type="button" onClick={() => note({ text: 'Готово', onUndo: () => undefined })}>
        undo
      </button>
    </>
  );
}

function open(onAnswer: (agreed: boolean) => void) {
  render(
    <AppRoot mode="embedded">
      <OverlayProvider>
        <Page onAnswer={onAnswer} />
      </OverlayProvider>
    </AppRoot>,
  );
  return userEvent.setup();
}

it.each([
  ['Удалить', true],
  ['Отмена', false],
])('a question answered with «%s» gives %s', async (word, agreed) => {
  const answers: boolean[] = [];
  const user = open((answer) => answers.push(answer));
  await user.click(screen.getByText('ask'));
  await user.click(await screen.findByRole('button', { name: word }));
  await waitFor(() => expect(answers).toEqual([agreed]));
});

it('a failure is told in words at the foot of the page', async () => {
  const user = open(() => undefined);
  await user.click(screen.getByText('fail'));
  expect(await screen.findByText('У вас нет прав на это действие.')).toBeTruthy();
});

it('a note goes although no animation of it ends, but not while its button has the focus', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const user = open(() => undefined);
  await user.click(screen.getByText('undo'));
  const button = await screen.findByRole('button', { name: 'Вернуть' });
  act(() => button.focus());
  act(() => void vi.advanceTimersByTime(20_000));
  expect(screen.getByText('Готово')).toBeTruthy();
  act(() => button.blur());
  act(() => void vi.advanceTimersByTime(6_000));
  expect(screen.queryByText('Готово')).toBeNull();
  vi.useRealTimers();
});
