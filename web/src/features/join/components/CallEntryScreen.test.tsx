import { screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CallPreview, InvitePage } from '@/shared/api/schema';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer, slowly } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { ADMITTED, joinButton, showEntry, WAITING, wait } from '../testing';
import { CallEntryScreen } from './CallEntryScreen';
import { InviteEntryScreen } from './InviteEntryScreen';
import { NewCallScreen } from './NewCallScreen';

beforeAll(startTestTexts);

describe('who is in the call on another device', () => {
  const JOIN = 'POST /api/calls/call/join';

  it('is asked whether to move, and until then joins nowhere', async () => {
    showEntry();
    const preview = {
      id: 'call',
      chat_id: 'chat',
      title: 'Алгебра',
      state: 'open',
      starts_at: null,
      present: 2,
    };
    const server = fakeServer({
      'GET /api/calls/call/preview': { ...preview, entry: 'open', opens_at: null },
      [JOIN]: errorResponse(409, 'in_call_elsewhere'),
    });
    const onAdmitted = vi.fn();
    const nothing = () => undefined;
    const { user } = show(
      <CallEntryScreen
        callId="call"
        titleOf={() => ''}
        isAccepted={false}
        onAdmitted={onAdmitted}
        onLeave={nothing}
        onChat={nothing}
      />,
    );
    await user.click(await joinButton());
    expect(await screen.findByText('Вы уже в этом звонке')).toBeTruthy();
    expect(onAdmitted).not.toHaveBeenCalled();
    server.answer({ [JOIN]: ADMITTED });
    await user.click(screen.getByRole('button', { name: 'Перенести сюда' }));
    await waitFor(() => expect(onAdmitted).toHaveBeenCalledOnce());
    expect(server.done.map(({ body }) => (body as { moves: boolean }).moves)).toEqual([false, true]);
  });
});

describe("the door of a call of one's own", () => {
  const START = 'POST /api/chats/dialog/calls';

  function stand(isAtOnce: boolean) {
    showEntry();
    const server = fakeServer({
      [START]: { id: 'call' },
      'POST /api/calls/call/join': ADMITTED,
      'POST /api/calls/call/end': undefined,
      'POST /api/calls/lesson/leave': undefined,
    });
    const onAdmitted = vi.fn();
    const screenOf = (
      <NewCallScreen
        chatId="dialog"
        title="Вера Ким"
        isRinging
        isAtOnce={isAtOnce}
        onAdmitted={onAdmitted}
        onLeave={() => undefined}
      />
    );
    return { ...show(screenOf), server, onAdmitted, acts: () => server.done.map(({ what }) => what) };
  }

  it('tells nobody of the call, and rings for nobody, until its caller joins', async () => {
    const { user, acts, onAdmitted } = stand(false);
    const join = await joinButton();
    expect(acts()).toEqual([]);
    await user.click(join);
    await waitFor(() => expect(onAdmitted).toHaveBeenCalledOnce());
    expect(acts()).toEqual([START, 'POST /api/calls/call/join']);
  });

  it('is passed at once by who has used the devices before', async () => {
    const { onAdmitted } = stand(true);
    await waitFor(() => expect(onAdmitted).toHaveBeenCalledOnce());
  });

  it('is left by who has gone back while it was being joined', async () => {
    const { user, server, acts, leave, onAdmitted } = stand(false);
    const joined = slowly(ADMITTED);
    server.answer({ 'POST /api/calls/call/join': joined.answer });
    await user.click(await joinButton());
    await waitFor(() => expect(acts()).toHaveLength(2));
    leave();
    joined.come();
    await waitFor(() =>
      expect(acts()).toEqual([START, 'POST /api/calls/call/join', 'POST /api/calls/lesson/leave']),
    );
    const devices = server.done.slice(1).map(({ body }) => (body as { device: string }).device);
    expect(devices[1]).toEqual(devices[0]);
    expect(onAdmitted).not.toHaveBeenCalled();
  });

  it('ends a call that its caller could not join, and says why', async () => {
    const { user, server, acts } = stand(false);
    server.answer({ 'POST /api/calls/call/join': errorResponse(503, 'media_unavailable') });
    await user.click(await joinButton());
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(acts()).toEqual([START, 'POST /api/calls/call/join', 'POST /api/calls/call/end']);
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
    showEntry();
    const server = fakeServer({
      'GET /api/calls/call/preview': { ...PREVIEW, ...preview },
      'POST /api/calls/call/join': WAITING,
      'GET /api/knocks/knock': { state: 'waiting' },
    });
    const onAdmitted = vi.fn();
    const shown = show(
      <CallEntryScreen
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
    await user.click(await joinButton());
    expect(await screen.findByRole('heading', { name: 'Ждём, когда вас впустят' })).toBeTruthy();
    server.answer({ 'GET /api/knocks/knock': { state: 'admitted' }, 'POST /api/calls/call/join': ADMITTED });
    await wait();
    await waitFor(() => expect(onAdmitted).toHaveBeenCalledOnce());
  });

  it('says that one was not let in, and lets one ask again', async () => {
    const { user, server } = stand();
    await user.click(await joinButton());
    await screen.findByRole('heading', { name: 'Ждём, когда вас впустят' });
    server.answer({ 'GET /api/knocks/knock': { state: 'refused' } });
    await wait();
    expect(await screen.findByRole('heading', { name: 'Вас не впустили' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Попросить ещё раз' }));
    expect(await joinButton()).toBeTruthy();
  });

  it('keeps one in the lobby while the server is only busy', async () => {
    const { user, server } = stand();
    await user.click(await joinButton());
    await screen.findByRole('heading', { name: 'Ждём, когда вас впустят' });
    server.answer({ 'GET /api/knocks/knock': errorResponse(429, 'too_many') });
    await wait();
    expect(screen.getByRole('heading', { name: 'Ждём, когда вас впустят' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Вас не впустили' })).toBeNull();
  });

  it('of who was removed opens here once they may come back, and they enter by a press', async () => {
    const { server } = stand({ entry: 'removed' });
    expect(await screen.findByText(/Тогда здесь откроется вход\.$/)).toBeTruthy();
    server.answer({ 'GET /api/calls/call/preview': { ...PREVIEW, entry: 'open' } });
    await wait();
    expect(await joinButton()).toBeTruthy();
    expect(server.done).toEqual([]);
  });

  it.each([
    ['locked', 'Вход в звонок закрыт', true],
    ['ended', 'Звонок завершён', false],
    ['removed', 'Вас удалили из звонка', true],
  ] as const)('that is %s says «%s», and waits where waiting helps', async (entry, words, isWaiting) => {
    stand({ entry });
    expect(await screen.findByRole('heading', { name: words })).toBeTruthy();
    const waits = screen.queryByText('Можно подождать здесь: страница откроется автоматически') !== null;
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
    showEntry();
    const server = fakeServer({
      'GET /api/invites/token': INVITE,
      'POST /api/invites/token/join': WAITING,
      'GET /api/knocks/knock': { state: 'waiting' },
    });
    const { user } = show(<InviteEntryScreen token="token" onAdmitted={() => undefined} />);
    await user.click(await joinButton());
    expect(server.done).toEqual([]);
    const name = screen.getByRole('textbox');
    expect(name.closest('form')?.textContent).toContain('Школа № 12');
    await user.type(name, ' Пётр Воронов ');
    await user.click(await joinButton());
    expect(await screen.findByRole('heading', { name: 'Ждём, когда вас впустят' })).toBeTruthy();
    expect(server.done[0]?.body).toMatchObject({ name: 'Пётр Воронов' });
  });

  it('sends people of the school to sign in, and back here', async () => {
    history.replaceState(null, '', '/call/token');
    onTestFinished(() => history.replaceState(null, '', '/'));
    showEntry();
    fakeServer({ 'GET /api/invites/token': { ...INVITE, wants_sign_in: true } });
    show(<InviteEntryScreen token="token" onAdmitted={() => undefined} />);
    const way = await screen.findByRole<HTMLAnchorElement>('link', { name: 'Войти в профиль' });
    expect(way.getAttribute('href')).toBe('/id?next=%2Fcall%2Ftoken');
  });
});
