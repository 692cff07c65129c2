/** The open class chat in tests, beside the list, as Миша sees it. */
import { act, screen } from '@testing-library/react';
import { SENT_KINDS } from '@/features/messages/kinds/kinds';
import type { ChatView, MessageRead } from '@/shared/api/schema';
import { member, view } from '@/shared/testing/chat';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { giveHeight, openMessenger } from '@/shared/testing/sync';
import { ChatScreen } from './ChatScreen';
import { ListPane } from './ListPane';

interface Given {
  readonly my?: Partial<ChatView['my']>;
  /** The number of the message in the address. */
  readonly message?: number;
  readonly readByOthers?: number;
  /** What the server answers who asks for the members. */
  readonly members?: unknown;
}

/** Open the class chat with these messages, all of them read. */
export async function openClassChat(
  messages: readonly MessageRead[],
  { my, message, readByOthers = 4, members }: Given = {},
) {
  sitAtDesktop();
  giveHeight(640);
  const last = messages.at(-1);
  const last_number = last?.number ?? 0;
  const given = {
    ...view(6, last ?? null, { read_number: last_number, ...my }),
    read_by_others: readByOthers,
  };
  const messenger = await openMessenger([given], SENT_KINDS);
  messenger.server.answer({
    'GET /api/chats/class': given,
    'GET /api/chats/class/members': members ?? { seq: 6, members: [member('anna'), member('misha')] },
    'GET /api/chats/class/messages': { seq: 6, messages, attachments: [], last_number },
    'GET /api/chats/class/pins': { seq: 6, pins: [], messages: [], attachments: [] },
    'GET /api/calls': [],
  });
  const part = (shown: number | undefined, askedAs?: string) =>
    messenger.around(
      <>
        <ListPane openId="class" />
        <ChatScreen chatId="class" message={shown} askedAs={askedAs} isAboutOpen={false} />
      </>,
    );
  const shown = show(part(message));
  await screen.findByRole('textbox', { name: 'Сообщение' });
  await act(async () => undefined);
  const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Сообщение' });
  /** The address becomes that of this message. */
  const turnTo = (number: number, askedAs: string) => shown.again(part(number, askedAs));
  /** Another page of the messenger is opened, and then the chat again. */
  const leaveAndReturn = () => {
    shown.again(messenger.around(<ListPane openId={undefined} />));
    shown.again(part(undefined));
  };
  return { ...messenger, ...shown, field, turnTo, leaveAndReturn };
}

/** The row of a message. */
export const messageRow = (number: number) =>
  document.querySelector<HTMLElement>(`[data-number="${number}"]`);
