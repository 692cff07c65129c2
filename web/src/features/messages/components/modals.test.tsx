import { screen } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { message } from '@/shared/testing/chat';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { Modals } from '@/shared/ui/Modals';
import { actionsOn } from '../model/actions';
import { conversation } from '../testing';
import { EditHistoryModal } from './EditHistoryModal';
import { MessageMenu } from './MessageMenu';
import { ReadersModal } from './ReadersModal';

beforeAll(startTestTexts);

const PATH = '/api/chats/class/messages/one';
const name = { last_name: 'Орлова', first_name: 'Лена', patronymic: null };

describe('who has read a message', () => {
  const open = () =>
    show(
      <Modals active="readers" onClose={() => undefined}>
        <ReadersModal
          id="readers"
          chatId="class"
          messageId="one"
          people={conversation().facts.people}
          others={23}
        />
      </Modals>,
    );

  it('is listed by name', async () => {
    const readers = [
      { profile_id: 'anna', name },
      { profile_id: 'gone', name },
    ];
    fakeServer({ [`GET ${PATH}/readers`]: readers });
    open();
    const [first, second] = await screen.findAllByRole('listitem');
    expect([first?.textContent, second?.textContent]).toEqual(['Анна Сергеевна', 'Лена Орлова']);
    expect(screen.getByText('2 из 23')).toBeTruthy();
  });

  it('is nobody yet', async () => {
    fakeServer({ [`GET ${PATH}/readers`]: [] });
    open();
    expect(await screen.findByText('Пока никто не прочитал')).toBeTruthy();
  });

  it('is asked again after a failure', async () => {
    const server = fakeServer({ [`GET ${PATH}/readers`]: errorResponse(503, 'unavailable') });
    const { user } = open();
    const retry = await screen.findByRole('button', { name: 'Повторить' });
    server.answer({ [`GET ${PATH}/readers`]: [] });
    await user.click(retry);
    expect(await screen.findByText('Пока никто не прочитал')).toBeTruthy();
  });
});

it('the history of a message has its earlier texts with their times', async () => {
  const edits = [
    { text: 'Встречаемся в три', entities: [], at: '2025-11-23T09:00:00Z' },
    { text: 'Встречаемся в два', entities: [], at: '2025-11-23T09:05:00Z' },
  ];
  fakeServer({ [`GET ${PATH}/history`]: edits });
  show(
    <Modals active="history" onClose={() => undefined}>
      <EditHistoryModal id="history" chatId="class" messageId="one" />
    </Modals>,
  );
  const items = await screen.findAllByRole('listitem');
  expect(items.map((item) => item.querySelector('p')?.textContent)).toEqual([
    'Встречаемся в три',
    'Встречаемся в два',
  ]);
  expect(items[0]?.textContent).toContain('23 ноября 2025');
});

describe('the menu of a message', () => {
  const situation = {
    message: message(4),
    me: 'misha',
    may: ['write' as const, 'react' as const],
    membersCount: 3,
    isPinned: false,
    now: Date.parse('2026-11-23T10:00:00Z'),
  };
  function open(reaction: string | null | undefined) {
    const done = { onReact: vi.fn(), onAct: vi.fn(), onClose: vi.fn() };
    const picker = (onChoose: (emoji: string) => void) => (
      <button type="button" onClick={() => onChoose('🦊')}>
        🦊
      </button>
    );
    const actions = actionsOn(situation);
    const at = { x: 10, y: 10 };
    const { user } = show(
      <MessageMenu at={at} actions={actions} reaction={reaction} picker={picker} {...done} />,
    );
    return { user, ...done };
  }

  it('offers reactions, the own one marked, and what can be done', async () => {
    const { user, onReact, onAct, onClose } = open('👍');
    expect(screen.getByRole('menuitemcheckbox', { name: '👍' }).getAttribute('aria-checked')).toBe('true');
    await user.click(screen.getByRole('menuitemcheckbox', { name: '❤️' }));
    expect(onReact).toHaveBeenCalledWith('❤️');
    await user.click(screen.getByRole('menuitem', { name: 'Ответить' }));
    expect(onAct).toHaveBeenCalledWith('reply');
    expect(onClose).toHaveBeenCalledTimes(2);
  });

  it('goes on to the other emoji', async () => {
    const { user, onReact } = open(null);
    await user.click(screen.getByRole('menuitem', { name: 'Другие реакции' }));
    await user.click(screen.getByRole('button', { name: '🦊' }));
    expect(onReact).toHaveBeenCalledWith('🦊');
  });

  it('is gone through by the keyboard, and closed by Escape', async () => {
    const { user, onAct, onClose } = open(undefined);
    expect(screen.queryByRole('menuitemcheckbox')).toBeNull();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(onAct).toHaveBeenCalledWith('copy');
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledTimes(2);
  });
});
