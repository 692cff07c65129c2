import { act, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { show } from '../testing/screen';
import { startTestTexts } from '../testing/texts';
import { historySettled } from './back';
import { Popover } from './Popover';

beforeAll(startTestTexts);

function open() {
  const { user } = show(
    <>
      <Popover label="Эмодзи" sign="☺">
        {(close) => (
          <button type="button" onClick={close}>
            выбрать
          </button>
        )}
      </Popover>
      <button type="button">рядом</button>
    </>,
  );
  return { user, button: screen.getByRole('button', { name: 'Эмодзи' }) };
}

it.each([
  ['Escape', ({ user }: ReturnType<typeof open>) => user.keyboard('{Escape}')],
  ['its button', ({ user, button }: ReturnType<typeof open>) => user.click(button)],
  ['what is in it', ({ user }: ReturnType<typeof open>) => user.click(screen.getByText('выбрать'))],
])('is closed by %s, and the button has the focus again', async (_, close) => {
  const tools = open();
  await tools.user.click(tools.button);
  expect(tools.button.getAttribute('aria-expanded')).toBe('true');
  screen.getByText('выбрать').focus();
  await close(tools);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(tools.button);
});

it('is closed by a press elsewhere, which keeps the focus', async () => {
  const { user, button } = open();
  await user.click(button);
  await user.click(screen.getByText('рядом'));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(screen.getByText('рядом'));
});

it('is closed by «Back»', async () => {
  const { user, button } = open();
  await user.click(button);
  await historySettled();
  act(() => history.back());
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
