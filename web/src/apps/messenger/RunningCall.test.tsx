import { act, screen } from '@testing-library/react';
import { beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { panel } from '@/features/call/panels/chat';
import { endCall, setCall } from '@/features/call/session/running';
import { sitInCall } from '@/features/call/testing';
import { anna, lesson, participant } from '@/shared/testing/call';
import { member, message, view } from '@/shared/testing/chat';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { giveHeight, openMessenger } from '@/shared/testing/sync';
import { startTestTexts } from '@/shared/testing/texts';
import { onAnnounce } from '@/shared/ui/announce';
import { ChatScreen } from './ChatScreen';
import { RunningCall } from './RunningCall';

beforeAll(startTestTexts);
beforeEach(sitAtDesktop);

/** Миша has made the call of the class chat small; he left its chat's panel open in it. */
async function minimise(path: string) {
  giveHeight(640);
  const given = view(3, message(3), { read_number: 3 });
  const messenger = await openMessenger([given]);
  const { session } = await sitInCall([participant('misha'), anna], {
    call: lesson({ chat_id: 'class' }),
    answers: {
      'GET /api/chats/class': given,
      'GET /api/chats/class/members': { seq: 3, members: [member('anna'), member('misha')] },
      'GET /api/chats/class/messages': { seq: 3, messages: [message(3)], attachments: [], last_number: 3 },
      'GET /api/chats/class/pins': { seq: 3, pins: [], messages: [], attachments: [] },
      'GET /api/chats/class/calls': [],
    },
  });
  session.open(panel);
  setCall(session);
  const said: string[] = [];
  onTestFinished(onAnnounce((words) => said.push(words)));
  onTestFinished(() => act(() => endCall(session)));
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  show(
    messenger.around(
      <>
        {path === '/chats/class' && <ChatScreen chatId="class" message={undefined} isAboutOpen={false} />}
        <RunningCall path={path} />
      </>,
    ),
  );
  await act(async () => undefined);
  const write = (number: number, text: string) =>
    act(() => messenger.publish('chat:class', { kind: 'message', value: message(number, { text }) }));
  return { said, write };
}

const WORDS = 'Анна Иванова: Страница 40';

it('tells on any page who writes in its chat, and shows it for a moment', async () => {
  const { said, write } = await minimise('/settings');
  write(4, 'Страница 40');
  expect(said).toEqual([`Новое сообщение. ${WORDS}`]);
  expect(screen.getByText(WORDS)).toBeTruthy();
});

it('says nothing itself beside its chat, where each message is told once', async () => {
  const { said, write } = await minimise('/chats/class');
  write(4, 'Страница 40');
  expect(said).toEqual([`Новое сообщение. ${WORDS}`]);
  expect(screen.queryByText(WORDS)).toBeNull();
});
