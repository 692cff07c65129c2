import { screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { SchoolChats as Chats } from '@/shared/api/schema';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { ClassChats } from './ClassChats';
import { SchoolChats } from './SchoolChats';

beforeAll(startTestTexts);

const ANNA = { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' };

function look(chats: Chats) {
  return fakeApi({ 'GET /api/journal/classes/{class_id}/chats': chats });
}

it('leads to the chats and the teachers, and says what is unread there', async () => {
  look({
    chats: [
      { id: 'algebra', source: 'subject', title: 'Алгебра, 7Б', unread: 2 },
      { id: '7b', source: 'class_students', title: '7Б', unread: 0 },
    ],
    teachers: [
      { profile_id: 'anna', name: ANNA, chat_id: 'dialog', unread: 1 },
      { profile_id: 'igor', name: { ...ANNA, last_name: 'Лебедев' }, chat_id: null, unread: 0 },
    ],
  });
  show(<SchoolChats classId="7b" courseId="algebra" />);
  const links = await screen.findAllByRole('link');
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Чат по предметуАлгебра, 7Б', '/chats/algebra'],
    ['Чат класса7Б', '/chats/7b'],
    ['Написать учителюБелова Анна Сергеевна', '/chats/dialog'],
    ['Написать учителюЛебедев Анна Сергеевна', '/people?write=igor'],
  ]);
  const [first] = screen.getAllByRole('listitem');
  expect(first?.textContent).toContain('2');
});

it('takes no room where there is nowhere to lead', async () => {
  const server = look({ chats: [], teachers: [] });
  show(<SchoolChats classId="7b" courseId="algebra" />);
  await waitFor(() => expect(screen.queryByText('Чаты')).toBeNull());
  expect(server.requests).toHaveLength(1);
});

it('leads from a class in one line, to each subject by its name', async () => {
  look({
    chats: [
      { id: 'algebra', source: 'subject', title: 'Алгебра, 7Б', unread: 0 },
      { id: '7b', source: 'class_students', title: '7Б', unread: 3 },
    ],
    teachers: [],
  });
  show(<ClassChats classId="7b" />);
  await screen.findAllByRole('link');
  expect(screen.getByRole('link', { name: 'Алгебра, 7Б' }).getAttribute('href')).toBe('/chats/algebra');
  expect(screen.getByRole('link', { name: /^Чат класса/ }).textContent).toContain('3');
});
