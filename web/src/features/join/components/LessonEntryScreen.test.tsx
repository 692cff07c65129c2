import { screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { LessonEntry } from '@/shared/api/schema';
import { saveDevices } from '@/shared/media/devices';
import { fakeBrowser } from '@/shared/testing/browser';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer, slowly } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { ADMITTED, joinButton, showEntry, wait } from '../testing';
import { LessonEntryScreen } from './LessonEntryScreen';

beforeAll(startTestTexts);

describe('the door of a lesson', () => {
  const ENTRY: LessonEntry = {
    lesson_id: 'lesson',
    title: 'История',
    class_title: '7Б',
    starts_at: '2026-11-23T10:00:00Z',
    ends_at: '2026-11-23T10:45:00Z',
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    opens_at: '2026-11-23T09:50:00Z',
    state: 'open',
    role: 'student',
    child: null,
    call_id: 'call',
    chat_id: 'history',
    other_running: null,
  };

  function stand(
    entry: Partial<LessonEntry> | Response,
    { runningCallId, isSomebodyElse = false }: { runningCallId?: string; isSomebodyElse?: boolean } = {},
  ) {
    showEntry();
    const told = entry instanceof Response ? entry : { ...ENTRY, ...entry };
    const server = fakeServer({
      'GET /api/lessons/lesson/entry': told,
      'POST /api/lessons/lesson/enter': { call_id: 'call', chat_id: 'history' },
      'POST /api/calls/call/join': ADMITTED,
    });
    const [onAdmitted, onRunning, onLesson, onSamePerson] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
    const nothing = () => undefined;
    const shown = show(
      <LessonEntryScreen
        lessonId="lesson"
        signedAs="Миша К."
        isSomebodyElse={isSomebodyElse}
        runningCallId={runningCallId}
        onRunning={onRunning}
        onAdmitted={onAdmitted}
        onLeave={nothing}
        onChat={nothing}
        onLesson={onLesson}
        onOtherProfile={nothing}
        onSamePerson={onSamePerson}
      />,
    );
    const turn = (next: Partial<LessonEntry>) =>
      server.answer({ 'GET /api/lessons/lesson/entry': { ...ENTRY, ...next } });
    return { ...shown, server, turn, onAdmitted, onRunning, onLesson, onSamePerson };
  }

  it('says as whom one enters', async () => {
    stand({});
    expect(await screen.findByText('Вы вошли как Миша К.')).toBeTruthy();
  });

  it('lets nobody in by accident from the journal of somebody else', async () => {
    const { user, server, onSamePerson } = stand({}, { isSomebodyElse: true });
    expect(await screen.findByRole('heading', { name: 'В мессенджере вошёл другой человек' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Присоединиться' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Продолжить как Миша К.' }));
    expect(onSamePerson).toHaveBeenCalledOnce();
    expect(server.done).toEqual([]);
  });

  it('opens by itself once the lesson is published', async () => {
    const { turn } = stand({ state: 'unpublished' });
    expect(await screen.findByRole('heading', { name: 'Урок ещё не опубликован' })).toBeTruthy();
    expect(screen.getByText('Можно подождать здесь: страница откроется автоматически')).toBeTruthy();
    turn({});
    await wait();
    expect(await joinButton()).toBeTruthy();
    expect(screen.getByText('История, 7Б')).toBeTruthy();
  });

  it('tries devices while the teacher is on the way, and enters together with them', async () => {
    const { user, server, turn, onAdmitted } = stand({ state: 'waiting_for_teacher', call_id: null });
    expect(
      await screen.findByText('Учитель ещё не подключился. Вы войдёте, когда он подключится'),
    ).toBeTruthy();
    await user.click(await joinButton());
    expect(await screen.findByRole('heading', { name: 'Ждём учителя' })).toBeTruthy();
    expect(server.done).toEqual([]);
    turn({});
    await wait();
    await waitFor(() => expect(onAdmitted).toHaveBeenCalledOnce());
  });

  it('enters once however often one presses', async () => {
    const { user, server, onAdmitted } = stand({});
    await user.dblClick(await joinButton());
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
    await user.click(await joinButton());
    await waitFor(() => expect(server.done).toHaveLength(2));
    leave();
    joining.come();
    await wait();
    expect(onAdmitted).not.toHaveBeenCalled();
  });

  it('goes straight back to the lesson that runs in this tab, and asks for no camera', async () => {
    const { onRunning } = stand({}, { runningCallId: 'call' });
    saveDevices({ cameraOn: true, microphoneOn: true });
    const browser = fakeBrowser();
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
    expect(await joinButton()).toBeTruthy();
    expect(server.done.map(({ what }) => what)).toEqual(['POST /api/lessons/other/end']);
  });

  it('is unknown to another profile, which is told who is signed in', async () => {
    stand(errorResponse(404, 'not_found'));
    expect(await screen.findByRole('heading', { name: 'Этот урок недоступен вашему профилю' })).toBeTruthy();
    expect(screen.getByText(/Миша К\./)).toBeTruthy();
  });
});
