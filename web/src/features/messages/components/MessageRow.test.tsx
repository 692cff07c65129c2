import { screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { message } from '@/shared/testing/chat';
import { errorResponse, fakeServer } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { conversation, file, lookAt, waiting } from '../testing';
import { MessageRow } from './MessageRow';

beforeAll(startTestTexts);

describe('a bubble', () => {
  it('names its author once in a group, with a sign for staff, and leads to their card', async () => {
    const { user, around, row, again } = lookAt(message(4));
    const name = within(row).getByRole('button', { name: 'Анна Сергеевна учитель: алгебра' });
    await user.click(name);
    expect(around.acts.onOpenPerson).toHaveBeenCalledWith('anna');
    again(<MessageRow message={message(4)} isFirst={false} isLast={false} isFound={false} />);
    expect(within(screen.getByRole('article')).queryByRole('button', { name: /Анна/ })).toBeNull();
  });

  it.each([
    ['of others nothing', message(4), 0, ''],
    ['of an own one that nobody has read', message(4, { author_id: 'misha' }), 3, 'Отправлено'],
    ['of an own one that somebody has read', message(4, { author_id: 'misha' }), 4, 'Прочитано'],
    ['of one that waits', waiting('queued'), 0, 'Ждёт отправки'],
    ['of one that is under way', waiting('sending'), 0, 'Отправляется'],
  ])('tells %s', (_what, of, readByOthers, words) => {
    const { row } = lookAt(of, { readByOthers });
    const states = /Отправлено|Прочитано|Ждёт отправки|Отправляется/;
    expect(states.exec(row.textContent ?? '')?.[0] ?? '').toBe(words);
  });

  it('says that it was changed, and that it is pinned', () => {
    const of = message(4, { edited_at: '2026-11-23T09:30:00Z' });
    const { row, again } = lookAt(of);
    expect(row.textContent).not.toContain('закреплено');
    const pinned = conversation({ pinned: new Set([of.id]) });
    again(<MessageRow message={of} isFirst isLast isFound={false} />, pinned);
    expect(screen.getByRole('article').textContent).toMatch(/закреплено.*изменено/);
  });

  it('draws what the server says of its text, and leads to whom it mentions', async () => {
    const of = message(4, {
      text: '@Лена Орлова-Щедрина, см. **тут** school.ru',
      entities: [
        { kind: 'mention', offset: 0, length: 20, profile_id: 'lena' },
        { kind: 'link', offset: 34, length: 9, url: 'https://school.ru' },
      ],
    });
    const { user, around, row } = lookAt(of);
    expect(row.textContent).toContain('@Лена Орлова-Щедрина, см. **тут** school.ru');
    await user.click(within(row).getByRole('button', { name: '@Лена Орлова-Щедрина' }));
    expect(around.acts.onOpenPerson).toHaveBeenCalledWith('lena');
    const link = within(row).getByRole('link', { name: 'school.ru' });
    expect(link.getAttribute('href')).toBe('https://school.ru');
    expect(link.getAttribute('rel')).toContain('noopener');
  });

  it.each([
    ['the words', { text: 'Завтра\nв 8', is_deleted: false }, 'Завтра в 8'],
    ['that it was deleted', { text: '', is_deleted: true }, 'Сообщение удалено'],
    ['that it has no words', { text: '', is_deleted: false }, 'Вложение'],
  ])('quotes %s, and leads there', async (_what, quoted, words) => {
    const reply_to = { id: 'one', number: 1, author_id: 'misha', ...quoted };
    const { user, around, row } = lookAt(message(4, { reply_to }));
    const quote = within(row).getByRole('button', { name: /на которое отвечают/ });
    expect(quote.textContent).toContain(`Вы: ${words}`);
    await user.click(quote);
    expect(around.acts.onJump).toHaveBeenCalledWith(1);
  });
});

describe('a file', () => {
  it('has its name and size, and says why it cannot be had now', async () => {
    fakeServer({ 'GET /api/files/plan': errorResponse(503, 'storage_unavailable') });
    const { user } = lookAt(message(4, { text: '', files: [file('План.pdf', { id: 'plan' })] }));
    const card = screen.getByRole('link', { name: /План\.pdf/ });
    expect(card.textContent).toContain('1,4');
    await user.click(card);
    expect(await screen.findByText(/^Хранилище файлов/)).toBeTruthy();
  });

  it('that is being sent shows how far it has come', () => {
    const upload = { id: 'f', name: 'План.pdf', size: 1_000, type: 'application/pdf', blob: undefined };
    lookAt(waiting('sending', { files: [{ ...upload, progress: 0.4 }] }));
    const bar = screen.getByRole('progressbar', { name: 'Загружается План.pdf' }) as HTMLProgressElement;
    expect(bar.value).toBe(40);
  });
});

describe('a message that was not sent', () => {
  it('says why, and is sent again or discarded', async () => {
    const of = waiting('failed', { code: 'writing_suspended' });
    const { user, around } = lookAt(of);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toMatch(/^Не отправлено\. .+Повторить/);
    await user.click(within(alert).getByRole('button', { name: 'Повторить' }));
    expect(around.acts.onRetry).toHaveBeenCalledWith(of);
    await user.click(within(alert).getByRole('button', { name: 'Удалить' }));
    expect(around.acts.onDiscard).toHaveBeenCalledWith(of);
  });

  it('whose file was refused names it, and offers what helps: to send the rest, or to change it', async () => {
    const refused = { file: 'Игра.exe' };
    const of = waiting('failed', { code: 'type_refused', mayRetry: false, refused });
    const { user, around } = lookAt(of);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('Не отправлено. «Игра.exe»: ');
    expect(within(alert).queryByRole('button', { name: 'Повторить' })).toBeNull();
    await user.click(within(alert).getByRole('button', { name: 'Отправить без этого файла' }));
    expect(around.acts.onSendRest).toHaveBeenCalledWith(of);
    await user.click(within(alert).getByRole('button', { name: 'Изменить' }));
    expect(around.acts.onTakeBack).toHaveBeenCalledWith(of);
  });

  it('has a menu of its own while it waits', async () => {
    const of = waiting('queued');
    const { user, around, row } = lookAt(of);
    await user.pointer({ target: row, keys: '[MouseRight]' });
    expect(around.acts.onMenu.mock.calls.map(([opened]) => opened)).toEqual([of]);
  });
});

describe('reactions', () => {
  const of = message(4, {
    reactions: [
      { emoji: '👍', profiles: ['anna', 'misha'] },
      { emoji: '🎉', profiles: ['lena'] },
    ],
  });

  it('name who reacted; a press adds mine in the place of the other, or takes it back', async () => {
    const { user, around } = lookAt(of);
    const own = screen.getByRole('button', { name: '👍, 2 реакции: Анна Сергеевна, Вы' });
    expect(own.getAttribute('aria-pressed')).toBe('true');
    await user.click(own);
    await user.click(screen.getByRole('button', { name: '🎉, 1 реакция: Лена Орлова' }));
    expect(around.acts.onReact.mock.calls).toEqual([
      [of, null],
      [of, '🎉'],
    ]);
  });

  it('are only looked at by who may not react', () => {
    lookAt(of, { mayReact: false });
    const [first] = screen.getAllByRole<HTMLButtonElement>('button', { name: /реакци/ });
    expect(first?.disabled).toBe(true);
  });
});

it('opens its menu by a right press, and by Enter on the row', async () => {
  const of = message(4);
  const { user, around, row } = lookAt(of);
  await user.pointer({ target: row, keys: '[MouseRight]' });
  row.focus();
  await user.keyboard('{Enter}');
  expect(around.acts.onMenu.mock.calls.map(([opened]) => opened)).toEqual([of, of]);
});
