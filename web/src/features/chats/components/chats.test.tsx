import { screen, within } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import type { ChatRights } from '@/shared/api/schema';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import type { ShownChat } from '../model/row';
import { ChatRow } from './ChatRow';
import { NewChatForm } from './NewChatForm';
import { RightsMatrix } from './RightsMatrix';

beforeAll(startTestTexts);

const CHAT: ShownChat = {
  id: '7b',
  title: '7Б',
  face: { id: '7b', name: '7Б' },
  isStaff: false,
  line: { kind: 'message', author: 'Лена Орлова', words: 'Кто решил третью?' },
  at: '2026-11-23T09:00:00Z',
  unread: 0,
  isMarkedUnread: false,
  isMentioned: false,
  isMuted: false,
  hasUnsent: false,
  hasCall: false,
  isArchived: false,
};
const ACTS = { onOpen: () => undefined };
const RIGHTS: ChatRights = {
  write: 'all',
  invite: 'admins',
  change: 'admins',
  mention_all: 'admins',
  see_link: 'admins',
  call: 'admins',
  promote: 'owner',
  pin: 'admins',
};

it('says in a row that a call goes on, whatever was written since', () => {
  show(<ChatRow chat={{ ...CHAT, hasCall: true }} isOpen={false} acts={ACTS} />);
  const row = screen.getByRole('link');
  expect(row.textContent).toContain('Идёт звонок');
  expect(row.textContent).toContain('Лена Орлова: Кто решил третью?');
});

it('shows in a row the last message, what is unread, and that one is mentioned', async () => {
  const onOpen = vi.fn();
  const { user } = show(
    <ChatRow chat={{ ...CHAT, unread: 3, isMentioned: true }} isOpen acts={{ onOpen }} />,
  );
  const row = screen.getByRole('link', { current: 'page' });
  expect(row.textContent).toContain('Лена Орлова: Кто решил третью?');
  expect(row.textContent).toContain('3');
  expect(row.textContent).toContain('@');
  await user.click(row);
  expect(onOpen).toHaveBeenCalledExactlyOnceWith('7b');
});

it('shows a draft, and who is typing, in place of the message', () => {
  const { again } = show(
    <ChatRow chat={{ ...CHAT, line: { kind: 'draft', words: 'Я реш' } }} isOpen={false} acts={ACTS} />,
  );
  expect(screen.getByRole('link').textContent).toMatch(/Черновик.*Я реш/);
  again(
    <ChatRow
      chat={{ ...CHAT, line: { kind: 'typing', words: 'Лена печатает…' } }}
      isOpen={false}
      acts={ACTS}
    />,
  );
  expect(screen.getByRole('link').textContent).toContain('Лена печатает…');
});

it('creates a chat with a title, closed unless one wants it open', async () => {
  const onSave = vi.fn();
  const { user } = show(<NewChatForm people={null} isBusy={false} onSave={onSave} />);
  await user.click(screen.getByRole('button', { name: 'Сохранить' }));
  expect(screen.getByText('Введите название чата')).toBeTruthy();
  expect(onSave).not.toHaveBeenCalled();
  await user.type(screen.getByRole('textbox', { name: 'Название' }), '  Поход  ');
  await user.click(screen.getByRole('button', { name: 'Сохранить' }));
  expect(onSave).toHaveBeenLastCalledWith('Поход', true);
  await user.click(screen.getByRole('checkbox', { name: /Закрытый чат/ }));
  await user.click(screen.getByRole('button', { name: 'Сохранить' }));
  expect(onSave).toHaveBeenLastCalledWith('Поход', false);
});

it('changes one right and leaves the others; who may not change them cannot', async () => {
  const onChange = vi.fn();
  const { user, again } = show(<RightsMatrix rights={RIGHTS} isFixed={false} onChange={onChange} />);
  const write = screen.getByRole('combobox', { name: 'Писать сообщения' });
  expect(
    within(write)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['администраторы', 'все']);
  await user.selectOptions(write, 'администраторы');
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...RIGHTS, write: 'admins' });
  again(<RightsMatrix rights={RIGHTS} isFixed onChange={onChange} />);
  expect(screen.getByRole('combobox', { name: 'Писать сообщения' })).toHaveProperty('disabled', true);
});
