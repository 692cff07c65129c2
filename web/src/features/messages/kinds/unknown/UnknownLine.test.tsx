import { screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { MessageRead } from '@/shared/api/schema';
import { message } from '@/shared/testing/chat';
import { startTestTexts } from '@/shared/testing/texts';
import { MessageRow } from '../../components/MessageRow';
import { Quote } from '../../components/Quote';
import { conversation, showIn } from '../../testing';

beforeAll(startTestTexts);

const attachment = { kind: 'poll', id: 'poll', text: { title: 'Куда едем?' } };
const poll = message(4, { kind: 'card', text: '', attachment });
const voice = message(5, { kind: 'voice' as MessageRead['kind'], text: '' });
const CALM = 'Обновите страницу, чтобы увидеть это сообщение';

it.each([
  ['its title', poll, 'Куда едем?'],
  ['a calm sentence', voice, CALM],
])('is in the history one line with %s, without a menu', async (_what, of, words) => {
  const around = conversation();
  const { user } = showIn(around, <MessageRow message={of} isFirst isLast isFound={false} />);
  const row = screen.getByRole('article');
  expect(row.getAttribute('aria-label')).toBe(`Анна Сергеевна: ${words}, 09:00`);
  expect(row.textContent).toBe(`${words}09:00`);
  await user.pointer({ target: row, keys: '[MouseRight]' });
  expect(around.acts.onMenu).not.toHaveBeenCalled();
  expect(screen.getAllByRole('button')).toEqual([screen.getByLabelText('Анна Сергеевна: открыть карточку')]);
});

it('is quoted as an attachment', () => {
  const { id, number, author_id, text } = poll;
  showIn(conversation(), <Quote reply={{ id, number, author_id, text, is_deleted: false }} />);
  expect(screen.getByRole('button').textContent).toContain('Анна Сергеевна: Вложение');
});
