import { cleanup, screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { LessonRead, RemoteLessonRead } from '@/shared/api/schema';
import { lessonOn } from '@/shared/testing/school';
import { show } from '@/shared/testing/screen';
import { fakeServer } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { RemoteCard } from './RemoteCard';
import { WayIn } from './WayIn';

beforeAll(startTestTexts);

const { attendance: _, ...algebra } = lessonOn('2026-11-23', 1);
const LESSON: LessonRead = { ...algebra, id: 'algebra' };

describe('a distance lesson', () => {
  const REMOTE: RemoteLessonRead = {
    id: 'algebra',
    class_id: '7b',
    state: 'published',
    title: 'Алгебра, 7Б',
    opens_at: '2026-11-23T01:20:00Z',
    starts_at: '2026-11-23T01:30:00Z',
    ends_at: '2026-11-23T02:15:00Z',
    ended_by_itself: false,
  };
  const zone = 'Asia/Vladivostok';
  const acts = '/api/journal/lessons/algebra/remote';

  function hold(state: RemoteLessonRead['state'] | undefined, answers: object = {}) {
    const server = fakeServer({ 'GET /api/journal/remote-lessons/running': null, ...answers });
    const remote = state && { ...REMOTE, state };
    const shown = show(
      <RemoteCard lesson={LESSON} remote={remote} zone={zone} linked={{ profileId: 'me' }} />,
    );
    return { ...shown, server };
  }

  it.each([
    ['not there yet', undefined, 'Создать дистанционный урок', `POST ${acts}`],
    ['a draft', 'draft', 'Опубликовать', `POST ${acts}/publish`],
    ['a draft', 'draft', 'Удалить черновик', `DELETE ${acts}`],
    ['published', 'published', 'Снять с публикации', `POST ${acts}/take-back`],
  ] as const)('that is %s has what its teacher does next', async (_words, state, act, asked) => {
    const { user, server } = hold(state);
    await user.click(screen.getByRole('button', { name: act }));
    await waitFor(() => expect(server.done.map(({ what }) => what)).toEqual([asked]));
  });

  it('says when it opens only until it is open', () => {
    vi.useFakeTimers({ now: new Date('2026-11-21T01:00:00Z') });
    try {
      hold('published');
      expect(screen.getByText(/Подключиться можно будет 23 ноября в 11:20/)).toBeTruthy();
      cleanup();
      vi.setSystemTime('2026-11-23T01:21:00Z');
      hold('published');
      expect(screen.getByText('Урок опубликован. Ученики и родители могут подключиться.')).toBeTruthy();
    } finally {
      vi.useRealTimers();
    }
  });

  it('is ended only after a question', async () => {
    const { user, server } = hold('running');
    await user.click(screen.getByRole('button', { name: 'Завершить занятие' }));
    expect(await screen.findByText('Завершить занятие?')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Отмена' }));
    expect(server.done).toEqual([]);
  });

  it('names the lesson that is in the way, and offers to end it', async () => {
    const other = { lesson_id: 'geometry', title: 'Геометрия, 8А' };
    const { user, server } = hold('published', { 'GET /api/journal/remote-lessons/running': other });
    expect((await screen.findByRole('alert')).textContent).toContain('Геометрия, 8А');
    await user.click(screen.getByRole('button', { name: 'Завершить тот урок' }));
    const sure = await waitFor(() => {
      const [, second] = screen.getAllByRole('button', { name: 'Завершить тот урок' });
      if (!second) throw new Error('nothing is asked');
      return second;
    });
    await user.click(sure);
    await waitFor(() =>
      expect(server.done.map(({ what }) => what)).toEqual(['POST /api/journal/lessons/geometry/remote/end']),
    );
  });

  it('says by the school’s clock when it opens, and has the button once it is open', () => {
    vi.useFakeTimers({ now: new Date('2026-11-23T01:00:00Z') });
    try {
      const { again } = show(
        <WayIn remote={REMOTE} zone={zone} isTeacher={false} linked={{ profileId: 'me' }} />,
      );
      expect(screen.getByText('Дистанционно. Откроется в 11:20 по времени школы')).toBeTruthy();
      vi.setSystemTime('2026-11-21T01:00:00Z');
      again(
        <WayIn key="before" remote={REMOTE} zone={zone} isTeacher={false} linked={{ profileId: 'me' }} />,
      );
      expect(screen.getByText('Дистанционно. Откроется 23 ноября в 11:20 по времени школы')).toBeTruthy();
      vi.setSystemTime('2026-11-23T01:21:00Z');
      again(<WayIn key="later" remote={REMOTE} zone={zone} isTeacher={false} linked={{ profileId: 'me' }} />);
      const way = screen.getByRole('link', { name: 'Подключиться' });
      expect(way.getAttribute('href')).toBe('/lesson/algebra?profile=me');
    } finally {
      vi.useRealTimers();
    }
  });
});
