import { act, screen } from '@testing-library/react';
import { beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { CallStage } from '@/features/call/components/CallStage';
import { sitInCall } from '@/features/call/testing';
import type { MessageRead } from '@/shared/api/schema';
import { anna, lesson, participant } from '@/shared/testing/call';
import { callMessage, member, message, view } from '@/shared/testing/chat';
import { countRenders } from '@/shared/testing/renders';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { giveHeight, openMessenger } from '@/shared/testing/sync';
import { startTestTexts } from '@/shared/testing/texts';
import { onAnnounce } from '@/shared/ui/announce';
import { CallChat } from './CallChat';
import { CallNews } from './CallNews';

beforeAll(startTestTexts);
beforeEach(sitAtDesktop);

/** Миша is in the call of the class chat, whose three messages he has read. */
async function sit() {
  giveHeight(640);
  const given = view(3, message(3), { read_number: 3 });
  const messenger = await openMessenger([given]);
  const seat = await sitInCall([participant('misha'), anna], {
    call: lesson({ chat_id: 'class' }),
    answers: {
      'GET /api/chats/class': given,
      'GET /api/chats/class/members': { seq: 3, members: [member('anna'), member('misha')] },
      'GET /api/chats/class/messages': {
        seq: 3,
        messages: [message(1), message(2), message(3)],
        attachments: [],
        last_number: 3,
      },
      'GET /api/chats/class/pins': { seq: 3, pins: [], messages: [], attachments: [] },
    },
  });
  const said: string[] = [];
  onTestFinished(onAnnounce((words) => said.push(words)));
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  const shown = show(
    messenger.around(
      <>
        <CallStage
          session={seat.session}
          chat={<CallChat chatId="class" />}
          onMinimise={() => undefined}
          onLeft={() => undefined}
        />
        <CallNews session={seat.session} />
      </>,
    ),
  );
  await act(async () => undefined);
  const write = (number: number, text: string) =>
    act(() => messenger.publish('chat:class', { kind: 'message', value: message(number, { text }) }));
  return { ...messenger, ...shown, session: seat.session, said, write };
}

const chat = () => screen.getByRole('button', { name: /^(Открыть|Закрыть) чат/ });

it('counts at «Чат» what was written while its panel is closed, and says who wrote', async () => {
  const { said, write } = await sit();
  expect(chat().getAttribute('aria-label')).toBe('Открыть чат');
  const drawn = await countRenders(async () => write(4, 'Страница 40'));
  write(5, 'Упражнение 3');
  expect(chat().getAttribute('aria-label')).toBe('Открыть чат, ждут внимания: 2');
  expect(said).toEqual([
    'Новое сообщение. Анна Иванова: Страница 40',
    'Новое сообщение. Анна Иванова: Упражнение 3',
  ]);
  expect(drawn.get('SceneView')).toBeUndefined();
});

it('is read by opening the panel, in which each message is told once', async () => {
  const { user, said, write, sync } = await sit();
  write(4, 'Страница 40');
  await user.click(chat());
  expect(chat().getAttribute('aria-label')).toBe('Закрыть чат');
  await screen.findByText('Страница 40');
  await vi.waitFor(() => expect(sync.snapshot.localReadNumbers.get('class')).toBe(4));
  write(5, 'Упражнение 3');
  expect(said).toHaveLength(2);
  await vi.waitFor(() => expect(sync.snapshot.localReadNumbers.get('class')).toBe(5));
  await user.click(chat());
  expect(chat().getAttribute('aria-label')).toBe('Открыть чат');
});

it('counts neither the card of the call itself, nor what the chat says of itself', async () => {
  const { sync, publish } = await sit();
  const tell = (value: MessageRead) => act(() => publish('chat:class', { kind: 'message', value }));
  const { attachment, ...card } = callMessage(4);
  tell({ ...card, attachment: attachment && { ...attachment, id: 'lesson' } });
  tell(message(5, { author_id: null, kind: 'service', text: '' }));
  expect(chat().getAttribute('aria-label')).toBe('Открыть чат');
  tell(message(6, { text: 'Страница 40' }));
  expect(chat().getAttribute('aria-label')).toBe('Открыть чат, ждут внимания: 1');
  expect(sync.snapshot.localReadNumbers.get('class')).toBe(4);
});
