import type { Page, WebSocketRoute } from '@playwright/test';

const AUTHOR = 'f0000000-0000-7000-8000-000000000001';
const AT = Date.UTC(2026, 10, 23, 9);

/** Return the id of chat number `at`. */
function idOf(at: number): string {
  return `c0000000-0000-7000-8000-${`${at}`.padStart(12, '0')}`;
}

/** A messenger of many chats, the first with many messages, played to one page in place of the server. */
export class MessengerFake {
  /** The chat with many messages. */
  static readonly firstId = idOf(0);
  /** The messages of the first chat. */
  count = 60;
  private seq = 1;
  private socket: WebSocketRoute | undefined;

  constructor(private readonly chats: number) {}

  /** Answer what this page asks about chats, and play its socket; all else is answered by Parta. */
  async play(page: Page): Promise<void> {
    await page.route(/\/api\/chats(\/|\?|$)/, async (route) => {
      const request = route.request();
      const { pathname, searchParams } = new URL(request.url());
      const [, id, part] = /^\/api\/chats(?:\/([^/]+))?(?:\/(.+))?$/.exec(pathname) ?? [];
      const body = request.method() === 'GET' ? this.answer(id, part, searchParams) : {};
      await route.fulfill({ json: body });
    });
    await page.routeWebSocket(/\/ws(\?|$)/, (socket) => {
      this.socket = socket;
      socket.onMessage(() => undefined);
      const streams = Object.fromEntries(this.ids().map((id) => [`chat:${id}`, this.seq]));
      this.send({ t: 'welcome', epoch: 'bench', streams });
    });
  }

  /** Write so many messages in the first chat, in one update. */
  write(count: number): void {
    const updates = Array.from({ length: count }, (_, at) => ({
      kind: 'message',
      value: this.message(0, this.count + at + 1),
    }));
    this.count += count;
    this.seq += 1;
    this.send({ t: 'update', s: `chat:${idOf(0)}`, n: this.seq, updates });
  }

  /** Let somebody type in chat number `at`. */
  type(at: number): void {
    this.send({ t: 'typing', s: `chat:${idOf(at)}`, profile_id: AUTHOR });
  }

  private send(frame: object): void {
    this.socket?.send(JSON.stringify(frame));
  }

  private ids(): readonly string[] {
    return Array.from({ length: this.chats }, (_, at) => idOf(at));
  }

  private answer(id: string | undefined, part: string | undefined, asked: URLSearchParams): object {
    if (id === undefined) return { chats: this.ids().map((_, at) => this.view(at)), profile_seq: 1 };
    const at = Number(id.slice(-12));
    if (part === undefined) return this.view(at);
    if (part === 'members') return { seq: this.seq, members: [member(at)] };
    return part === 'messages' ? this.page(at, asked) : [];
  }

  private page(at: number, asked: URLSearchParams): object {
    const count = at === 0 ? this.count : 1;
    const [before, around] = [asked.get('before'), asked.get('around') ?? asked.get('after')];
    const last = Math.min(count, before ? Number(before) - 1 : Number(around ?? count) + 25);
    const numbers = Array.from({ length: 50 }, (_, back) => last - back).filter((number) => number > 0);
    const messages = numbers.toReversed().map((number) => this.message(at, number));
    return { seq: this.seq, messages, attachments: [], last_number: count };
  }

  private view(at: number): object {
    const number = at === 0 ? this.count : 1;
    return {
      chat: {
        id: idOf(at),
        kind: 'group',
        source: null,
        title: `Чат номер ${at}`,
        picture: null,
        rights: {
          invite: 'admins',
          change: 'admins',
          mention_all: 'admins',
          see_link: 'admins',
          call: 'admins',
          promote: 'owner',
          pin: 'admins',
          write: 'all',
        },
        is_closed: false,
        is_archived: false,
        members_count: 2,
        created_at: new Date(AT).toISOString(),
      },
      my: {
        role: 'member',
        read_number: number,
        unread: 0,
        silent_numbers: [],
        unread_mentions: 0,
        is_marked_unread: false,
        muted_until: null,
        draft: '',
        may: ['write', 'react'],
      },
      seq: this.seq,
      last_number: number,
      last_message: this.message(at, number),
      last_attachment: null,
      last_author: member(at),
      read_by_others: 0,
      other: null,
    };
  }

  private message(at: number, number: number): object {
    return {
      id: `${idOf(at)}-${number}`,
      chat_id: idOf(at),
      number,
      client_id: null,
      author_id: AUTHOR,
      kind: 'text',
      text: `Сообщение ${number}: завтра на первом уроке контрольная, возьмите линейку и карандаш.`,
      entities: [],
      service: null,
      attachment: null,
      reply_to: null,
      mentions: [],
      mentions_all: false,
      files: [],
      reactions: [],
      sent_at: new Date(AT - at * 60_000 + number * 1_000).toISOString(),
      edited_at: null,
      deleted_at: null,
    };
  }
}

function member(at: number): object {
  return {
    id: `${idOf(at)}-member`,
    chat_id: idOf(at),
    profile_id: AUTHOR,
    role: 'admin',
    is_present: true,
    name: { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' },
    picture: null,
    badges: [],
    joined_at: new Date(AT).toISOString(),
    is_writing_suspended: false,
  };
}
