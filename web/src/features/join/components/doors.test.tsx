import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallPreview, InvitePage, LessonEntry } from '@/shared/api/schema';
import { saveDevices } from '@/shared/media/devices';
import { playBrowser } from '@/shared/testing/browser';
import { page, participant } from '@/shared/testing/call';
import { show } from '@/shared/testing/screen';
import { playServer, refusal, slowly } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { CallDoor } from './CallDoor';
import { InviteDoor } from './InviteDoor';
import { LessonDoor } from './LessonDoor';

beforeAll(startTestTexts);
beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date('2026-11-23T09:50:00Z') });
  saveDevices({ cameraOn: false, microphoneOn: false });
  playBrowser();
});
afterEach(() => void vi.useRealTimers());

const misha = participant('misha', { name: 'Миша Ким' });
const ADMITTED = {
  state: 'admitted',
  participant_id: 'misha',
  token: 'token',
  identity: 'misha:tablet',
  page: page([misha], { me: misha }),
};
const WAITING = { state: 'waiting', knock_id: 'knock' };

/** Let a door ask once or twice more. */
const wait = () => act(() => vi.advanceTimersByTimeAsync(2_500));
const join = () => screen.findByRole('button', { name: 'Присоединиться' });

describe('the door of a lesson', () => {
  const ENTRY: LessonEntry = {
    lesson_id: 'lesson',
    title: 'История',
    class_title: '7Б',
    starts_at: '2026-11-23T10:00:00Z',
    ends_at: '2026-11-23T10:45:00Z',
    opens_at: '2026-11-23T09:50:00Z',
    state: 'open',
    role: 'student',
    child: null,
    call_id: 'call',
    chat_id: 'history',
    other_running: null,
  };

  function stand(entry: Partial<LessonEntry> | Response, runningCallId?: string) {
    const told = entry instanceof Response ? entry : { ...ENTRY, ...entry };
    const server = playServer({
      'GET /api/lessons/lesson/entry': told,
      'POST /api/lessons/lesson/enter': { call_id: 'call', chat_id: 'history' },
      'POST /api/calls/call/join': ADMITTED,
    });
    const [onAdmitted, onRunning, onLesson] = [vi.fn(), vi.fn(), vi.fn()];
    const nothing = () => undefined;
    const shown = show(
      <LessonDoor
        lessonId="lesson"
        signedAs="Миша К."
        runningCallId={runningCallId}
        onRunning={onRunning}
        onAdmitted={onAdmitted}
        onLeave={nothing}
        onChat={nothing}
        onLesson={onLesson}
        onOtherProfile={nothing}
      />,
    );
    const turn = (next: Partial<LessonEntry>) =>
      server.answer({ 'GET /api/lessons/lesson/entry': { ...ENTRY, ...next } });
    return { ...shown, server, turn, onAdmitted, onRunning, onLesson };
  }

  it('opens by itself once the lesson is published', async () => {
    const { turn } = stand({ state: 'unpublished' });
    expect(await screen.findByRole('heading', { name: 'Урок ещё не опубликован' })).toBeTruthy();
    expect(screen.getByText('Ждать можно здесь: страница откроется сама')).toBeTruthy();
    turn({});
    await wait();
    expect(await join()).toBeTruthy();
    expect(screen.getByText('История, 7Б')).toBeTruthy();
  });

  it('tries devices while the teacher is on the way, and enters together with them', async () => {
    const { user, server, turn, onAdmitted } = stand({ state: 'waiting_for_teacher', call_id: null });
    expect(await screen.findByText('Учитель ещё не подключился: вы войдёте вместе с ним')).toBeTruthy();
    await user.click(await join());
    expect(await screen.findByRole('heading', { name: 'Ждём учителя' })).toBeTruthy();
    expect(server.done).toEqual([]);
    turn({});
    await wait();
    await waitFor(() => expect(onAdmitted).toHaveBeenCalledOnce());
  });

  it('enters once however often one presses', async () => {
    const { user, server, onAdmitted } = stand({});
    await user.dblClick(await join());
    await waitFor(() => expect(onAdmitted).toHaveBeenCalledOnce());
    expect(server.done.map(({ what }) => what)).toEqual([
      'POST /api/lessons/lesson/enter',
      'POST /api/calls/call/join',
    ]);
  });

  it('does not begin a call for who went away while it was being joined', async () => {
    const joining = slowly(ADMITTED);
    const { user, server, leave, onAdmitted } = stand({});
    server.answer({ 'POST /api/calls/call/join': joining.answer });
    await user.click(await join());
    await waitFor(() => expect(server.done).toHaveLength(2));
    leave();
    joining.come();
    await wait();
    expect(onAdmitted).not.toHaveBeenCalled();
  });

  it('goes straight back to the lesson that runs in this tab, and asks for no camera', async () => {
    const browser = playBrowser();
    saveDevices({ cameraOn: true, microphoneOn: true });
    const { onRunning } = stand({}, 'call');
    await waitFor(() => expect(onRunning).toHaveBeenCalledWith('call'));
    expect(screen.queryByRole('button', { name: 'Присоединиться' })).toBeNull();
    expect(browser.questions()).toBe(0);
  });

  it('tells a teacher of the lesson that is not ended, and ends it after a question', async () => {
    const other = { lesson_id: 'other', title: 'Обществознание, 8А' };
    const { user, server, turn } = stand({ role: 'teacher', other_running: other });
    const end = await screen.findByRole('button', { name: /завершить/i });
    await user.click(end);
    const buttons = () => screen.getAllByRole('button', { name: end.textContent ?? '' });
    await waitFor(() => expect(buttons().length).toBe(2));
    turn({ role: 'teacher' });
    await user.click(buttons()[1] as HTMLElement);
    expect(await join()).toBeTruthy();
    expect(server.done.map(({ what }) => what)).toEqual(['POST /api/lessons/other/end']);
  });

  it('is unknown to another profile, which is told who is signed in', async () => {
    stand(refusal(404, 'not_found'));
    expect(await screen.findByRole('heading', { name: 'Этот урок не для вашего профиля' })).toBeTruthy();
    expect(screen.getByText(/Миша К\./)).toBeTruthy();
  });
});

describe('the door of a call', () => {
  const PREVIEW: CallPreview = {
    id: 'call',
    chat_id: 'parents',
    title: 'Собрание',
    state: 'open',
    starts_at: null,
    present: 2,
    entry: 'lobby',
    opens_at: null,
  };

  function stand(preview: Partial<CallPreview> = {}) {
    const server = playServer({
      'GET /api/calls/call/preview': { ...PREVIEW, ...preview },
      'POST /api/calls/call/join': WAITING,
      'GET /api/knocks/knock': { state: 'waiting' },
    });
    const onAdmitted = vi.fn();
    const shown = show(
      <CallDoor
        callId="call"
        titleOf={() => 'Родители 7Б'}
        isAccepted={false}
        onAdmitted={onAdmitted}
        onLeave={() => undefined}
        onChat={() => undefined}
      />,
    );
    return { ...shown, server, onAdmitted };
  }

  it('leads through the lobby, and opens once one is let in', async () => {
    const { user, server, onAdmitted } = stand();
    expect(await screen.findByText('Вас впустит администратор звонка')).toBeTruthy();
    expect(screen.getByText('В звонке 2 человека')).toBeTruthy();
    await user.click(await join());
    expect(await screen.findByRole('heading', { name: 'Ждём, когда вас впустят' })).toBeTruthy();
    server.answer({ 'GET /api/knocks/knock': { state: 'admitted' }, 'POST /api/calls/call/join': ADMITTED });
    await wait();
    await waitFor(() => expect(onAdmitted).toHaveBeenCalledOnce());
  });

  it('says that one was not let in, and lets one ask again', async () => {
    const { user, server } = stand();
    await user.click(await join());
    await screen.findByRole('heading', { name: 'Ждём, когда вас впустят' });
    server.answer({ 'GET /api/knocks/knock': { state: 'refused' } });
    await wait();
    expect(await screen.findByRole('heading', { name: 'Вас не впустили' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Попроситься снова' }));
    expect(await join()).toBeTruthy();
  });

  it('keeps one in the lobby while the server is only busy', async () => {
    const { user, server } = stand();
    await user.click(await join());
    await screen.findByRole('heading', { name: 'Ждём, когда вас впустят' });
    server.answer({ 'GET /api/knocks/knock': refusal(429, 'too_many') });
    await wait();
    expect(screen.getByRole('heading', { name: 'Ждём, когда вас впустят' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Вас не впустили' })).toBeNull();
  });

  it.each([
    ['locked', 'Звонок закрыт', true],
    ['ended', 'Звонок завершён', false],
    ['removed', 'Вас удалили из звонка', false],
  ] as const)('that is %s says «%s», and waits where waiting helps', async (entry, words, isWaiting) => {
    stand({ entry });
    expect(await screen.findByRole('heading', { name: words })).toBeTruthy();
    const waits = screen.queryByText('Ждать можно здесь: страница откроется сама') !== null;
    expect(waits).toBe(isWaiting);
  });
});

describe('the door of an invitation', () => {
  const INVITE: InvitePage = {
    call_id: 'call',
    title: 'Собрание',
    school: 'Школа № 12',
    state: 'open',
    wants_name: true,
    wants_sign_in: false,
    entry: 'lobby',
  };

  it('wants an outsider’s name before anything else', async () => {
    const server = playServer({
      'GET /api/invites/token': INVITE,
      'POST /api/invites/token/join': WAITING,
      'GET /api/knocks/knock': { state: 'waiting' },
    });
    const { user } = show(<InviteDoor token="token" onAdmitted={() => undefined} />);
    await user.click(await join());
    expect(server.done).toEqual([]);
    const name = screen.getByRole('textbox');
    expect(name.closest('form')?.textContent).toContain('Школа № 12');
    await user.type(name, ' Пётр Воронов ');
    await user.click(await join());
    expect(await screen.findByRole('heading', { name: 'Ждём, когда вас впустят' })).toBeTruthy();
    expect(server.done[0]?.body).toMatchObject({ name: 'Пётр Воронов' });
  });

  it('sends people of the school to sign in, and back here', async () => {
    playServer({ 'GET /api/invites/token': { ...INVITE, wants_sign_in: true } });
    show(<InviteDoor token="token" onAdmitted={() => undefined} />);
    const way = await screen.findByRole<HTMLAnchorElement>('link', { name: 'Войти в профиль' });
    expect(way.getAttribute('href')).toMatch(/^\/id\?next=/);
  });
});
