import { screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { show } from '../testing/screen';
import { startTestTexts } from '../testing/texts';
import { IconButton } from './IconButton';
import { moveAmongStops } from './keyboard';
import { MenuButton } from './MenuButton';
import { Popover } from './Popover';

beforeAll(startTestTexts);

/** A list with arrow key navigation, with a menu in its row. */
function hold() {
  const chosen: string[] = [];
  const choices = ['Ответить', 'Изменить', 'Удалить'].map((title) => ({
    key: title,
    title,
    onChoose: () => chosen.push(title),
  }));
  const shown = show(
    <>
      <ul onKeyDown={moveAmongStops}>
        <li>
          <button type="button" data-stop>
            Миша Ким
          </button>
          <MenuButton label="Действия" choices={choices} />
        </li>
      </ul>
      <button type="button">Другое</button>
    </>,
  );
  return { ...shown, chosen };
}

const focused = () => document.activeElement?.textContent ?? '';

it('is gone through by arrows one by one, within a list too', async () => {
  const { user, chosen } = hold();
  await user.click(screen.getByRole('button', { name: 'Действия' }));
  expect(focused()).toBe('Ответить');
  await user.keyboard('{ArrowDown}');
  expect(focused()).toBe('Изменить');
  await user.keyboard('{End}{ArrowUp}{Enter}');
  expect(chosen).toEqual(['Изменить']);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Действия' }));
});

it('is closed by Escape and by a press elsewhere, and chooses nothing then', async () => {
  const { user, chosen } = hold();
  const button = screen.getByRole('button', { name: 'Действия' });
  await user.click(button);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('menu')).toBeNull();
  await user.click(button);
  expect(button.getAttribute('aria-expanded')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Другое' }));
  expect(screen.queryByRole('menu')).toBeNull();
  expect(chosen).toEqual([]);
});

it('looks like any button with an icon alone, and so does what opens a panel', () => {
  show(
    <>
      <IconButton label="Назад" />
      <MenuButton label="Действия" choices={[]} />
      <Popover label="Эмодзи" sign="☺">
        {() => null}
      </Popover>
    </>,
  );
  const [usual, ...opening] = screen.getAllByRole('button').map(({ className }) => className);
  expect(usual).not.toBe('');
  expect(opening).toEqual([usual, usual]);
});
