import { act, screen } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { resetReports } from '../api/failure-report';
import { show } from '../testing/screen';
import { fakeServer } from '../testing/server';
import { startTestTexts } from '../testing/texts';
import { late } from './late';
import { Wall } from './Wall';

beforeEach(() => {
  startTestTexts();
  resetReports();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

/** A message that fails to show. */
function Message({ text }: { text: string }) {
  if (text === 'broken') throw new TypeError(`${text}: nobody else may read this`);
  return <p>{text}</p>;
}

/** Something that is opened by a button. */
function Folded({ content }: { content: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(!isOpen)}>
        open
      </button>
      {isOpen && content}
    </>
  );
}

it('a message that fails is one line; the others stay, and the server learns place and type only', async () => {
  const server = fakeServer();
  show(
    ['first', 'broken', 'last'].map((text) => (
      <Wall key={text} place="message" size="row" of={text}>
        <Message text={text} />
      </Wall>
    )),
  );
  expect(screen.getByText('first')).toBeTruthy();
  expect(screen.getByText('last')).toBeTruthy();
  expect(screen.getByText('Не удалось показать.')).toBeTruthy();
  const body = { page: 'messenger', place: 'message', type: 'TypeError' };
  await vi.waitFor(() => expect(server.done).toEqual([{ what: 'POST /api/client-failures', body }]));
});

it('many failures of one kind are one report', async () => {
  const server = fakeServer();
  show(
    [1, 2, 3].map((key) => (
      <Wall key={key} place="message" size="row">
        <Message text="broken" />
      </Wall>
    )),
  );
  expect(screen.getAllByText('Не удалось показать.')).toHaveLength(3);
  await vi.waitFor(() => expect(server.done).toHaveLength(1));
});

it('a pane that failed shows the next chat, and what was asked again', async () => {
  const pane = (text: string) => (
    <Wall place="conversation" size="pane" of={text}>
      <Message text={text} />
    </Wall>
  );
  const { again } = show(pane('broken'));
  expect(screen.getByRole('alert').textContent).toContain('Произошла ошибка');
  again(pane('whole'));
  expect(screen.getByText('whole')).toBeTruthy();
});

it('a part that does not load is a line with a button, and the page stays', async () => {
  const load = vi
    .fn()
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValue(() => <p>Эмодзи</p>);
  const Part = late(load);
  const { user } = show(
    <>
      <input aria-label="Сообщение" defaultValue="Ещё не отправлено" />
      <Part />
    </>,
  );
  expect(await screen.findByText('Не загрузилось.')).toBeTruthy();
  expect(screen.getByLabelText('Сообщение')).toHaveProperty('value', 'Ещё не отправлено');
  await user.click(screen.getByRole('button', { name: 'Повторить' }));
  expect(await screen.findByText('Эмодзи')).toBeTruthy();
});

it('a part that did not load is opened anew, and loads by itself when there is a network', async () => {
  const load = vi
    .fn()
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValue(() => <p>Эмодзи</p>);
  const Part = late(load);
  const { user } = show(<Folded content={<Part />} />);
  await user.click(screen.getByText('open'));
  expect(await screen.findByText('Не загрузилось.')).toBeTruthy();
  await user.click(screen.getByText('open'));
  await user.click(screen.getByText('open'));
  expect(await screen.findByText('Не загрузилось.')).toBeTruthy();
  act(() => void window.dispatchEvent(new Event('online')));
  expect(await screen.findByText('Эмодзи')).toBeTruthy();
});
