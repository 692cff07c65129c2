import { screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll, expect, it, vi } from 'vitest';
import type { ChatView, Contact, MemberRead } from '@/shared/api/schema';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { ContactList } from './ContactList';
import { MemberList } from './MemberList';
import { PeoplePicker } from './PeoplePicker';

beforeAll(startTestTexts);

const person = (profile_id: string, last_name: string, first_name: string) => ({
  profile_id,
  name: { last_name, first_name, patronymic: null },
  badges: [],
  picture: null,
});
const contact = (profile_id: string, last_name: string, first_name: string, may_write = true): Contact => ({
  ...person(profile_id, last_name, first_name),
  chats: [],
  may_write,
});
const MISHA = contact('misha', 'Соколов', 'Миша');
const LENA = contact('lena', 'Орлова', 'Лена');
const PETR = contact('petr', 'Чужов', 'Пётр', false);

const member = (profile_id: string, role: MemberRead['role'], last_name: string): MemberRead => ({
  ...person(profile_id, last_name, 'Имя'),
  id: profile_id,
  chat_id: 'chat',
  role,
  is_present: true,
  joined_at: '2026-09-01T08:00:00Z',
  is_writing_suspended: false,
});

function Picking() {
  const [chosen, setChosen] = useState<readonly Contact[]>([]);
  return <PeoplePicker chosen={chosen} onChange={setChosen} />;
}

function members(list: readonly MemberRead[], may: ChatView['my']['may'], onAct = vi.fn()) {
  const shown = show(
    <MemberList members={list} me="me" myRole="admin" may={may} onOpen={() => undefined} onAct={onAct} />,
  );
  return { ...shown, onAct };
}

it('offers only people to whom one may write, and opens the chosen one', async () => {
  fakeApi({ 'GET /api/contacts': [MISHA, LENA, PETR] });
  const onChoose = vi.fn();
  const { user } = show(<ContactList onChoose={onChoose} />);
  await user.click(await screen.findByRole('button', { name: /Миша/ }));
  expect(onChoose).toHaveBeenCalledExactlyOnceWith(MISHA);
  expect(screen.queryByText(/Чужов/)).toBeNull();
});

it('says whether there is nobody at all, or nobody of that name', async () => {
  fakeApi({ 'GET /api/contacts': [] });
  const { user } = show(<ContactList onChoose={() => undefined} />);
  expect(await screen.findByText('Пока некому написать')).toBeTruthy();
  await user.type(screen.getByRole('searchbox'), 'Ким');
  expect(await screen.findByText('Никого не нашлось')).toBeTruthy();
});

it('says what failed, and asks again on demand', async () => {
  const server = fakeApi({ 'GET /api/contacts': errorResponse(503, 'unavailable') });
  const { user } = show(<ContactList onChoose={() => undefined} />);
  const again = await screen.findByRole('button', { name: 'Повторить' });
  server.answer({ 'GET /api/contacts': [LENA] });
  await user.click(again);
  expect(await screen.findByRole('button', { name: /Лена/ })).toBeTruthy();
});

it('keeps the people that are picked, also when they are not among those found', async () => {
  fakeApi({ 'GET /api/contacts': [MISHA, LENA] });
  const { user } = show(<Picking />);
  await user.click(await screen.findByRole('checkbox', { name: /Миша/ }));
  await user.click(screen.getByRole('checkbox', { name: /Лена/ }));
  expect(screen.getByRole('list', { name: 'Выбраны' }).children).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Убрать: Миша Соколов' }));
  expect(screen.getByRole('list', { name: 'Выбраны' }).children).toHaveLength(1);
  expect(screen.getByRole('checkbox', { name: /Миша/ })).toHaveProperty('checked', false);
});

it('offers an admin what may be done to a member, and nothing to the owner', async () => {
  const { user, onAct } = members(
    [member('me', 'admin', 'Я'), member('misha', 'member', 'Соколов'), member('boss', 'owner', 'Белова')],
    ['promote', 'remove_members'],
  );
  expect(screen.queryByRole('button', { name: /Действия: .*Белова/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: /Действия: .*Соколов/ }));
  expect(screen.queryByText('Передать чат')).toBeNull();
  await user.click(await screen.findByText('Удалить из чата'));
  expect(onAct).toHaveBeenCalledExactlyOnceWith('remove', expect.objectContaining({ profile_id: 'misha' }));
});

it('says of each member what they are here, and finds one in a long list', async () => {
  const many = Array.from({ length: 9 }, (_, at) => member(`p${at}`, 'member', `Ученик${'абвгдежзи'[at]}`));
  const { user } = members([member('me', 'admin', 'Я'), member('boss', 'owner', 'Белова'), ...many], []);
  expect(screen.getByText('вы · администратор')).toBeTruthy();
  expect(screen.getByText('владелец')).toBeTruthy();
  await user.type(screen.getByRole('searchbox'), 'бел');
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
  await user.clear(screen.getByRole('searchbox'));
  await user.type(screen.getByRole('searchbox'), 'никто');
  expect(screen.getByText('Никого не нашлось')).toBeTruthy();
});
