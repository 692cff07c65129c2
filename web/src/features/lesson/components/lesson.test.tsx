import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveLesson } from '@/data/journal/lesson';
import { closeLessonInputs, openLessonInputs } from '@/data/journal/lesson-inputs';
import { makeQueryClient } from '@/shared/api/query-client';
import type { LessonRead } from '@/shared/api/schema';
import { lessonOn } from '@/shared/testing/school';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer, slowly } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { LessonContents } from './LessonContents';
import { LessonEditor } from './LessonEditor';

beforeAll(startTestTexts);

const { attendance: _, ...algebra } = lessonOn('2026-11-23', 1);
const LESSON: LessonRead = { ...algebra, id: 'algebra' };
const WRITE = 'PATCH /api/journal/lessons/algebra';
const may = { edit: true, confirm_attendance: true, hold: true };

function file(name: string) {
  return {
    id: name,
    name,
    size: 2_048,
    media_type: 'text/plain',
    has_preview: false,
    state: 'clean',
  } as const;
}

describe('topic and homework, as the teacher writes them', () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const client = makeQueryClient();
    openLessonInputs('anna', (lessonId, text) => saveLesson(client, lessonId, text));
  });
  afterEach(() => {
    closeLessonInputs();
    vi.useRealTimers();
  });

  const page = (change: Partial<LessonRead>) => ({ lesson: { ...LESSON, ...change }, students: [], may });

  it('are saved by themselves after a pause, all that was typed at once', async () => {
    const server = fakeServer({ [WRITE]: page({ topic: 'Дроби' }) });
    const { user } = show(<LessonEditor lesson={LESSON} />);
    await user.type(screen.getByRole('textbox', { name: 'Тема урока' }), 'Дроби');
    expect(screen.getByText('Сохраняется…')).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(await screen.findByText('Сохранено')).toBeTruthy();
    expect(server.done).toEqual([{ what: WRITE, body: { topic: 'Дроби' } }]);
  });

  it('are saved when one leaves the page in the middle of a word', async () => {
    const server = fakeServer({ [WRITE]: page({}) });
    const { user, leave } = show(<LessonEditor lesson={LESSON} />);
    await user.type(screen.getByRole('textbox', { name: 'Домашнее задание' }), '№ 12');
    leave();
    await waitFor(() => expect(server.done).toEqual([{ what: WRITE, body: { homework_text: '№ 12' } }]));
  });

  it('that could not be saved after one has left are told of, kept, and saved when one is back', async () => {
    const server = fakeServer({ [WRITE]: errorResponse(503, 'unavailable') });
    const { user, again } = show(<LessonEditor lesson={LESSON} />);
    await user.type(screen.getByRole('textbox', { name: 'Домашнее задание' }), '№ 12');
    again(<p>Другая страница</p>);
    expect(await screen.findByText(/Последние изменения в уроке ещё не сохранены/)).toBeTruthy();
    server.answer({ [WRITE]: page({ homework: { text: '№ 12', files: [] } }) });
    again(<LessonEditor lesson={LESSON} />);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Домашнее задание' }).value).toBe('№ 12');
    expect(await screen.findByText('Сохранено')).toBeTruthy();
    expect(server.done.at(-1)).toEqual({ what: WRITE, body: { homework_text: '№ 12' } });
  });

  it('are saved by themselves when the server is back', async () => {
    const server = fakeServer({ [WRITE]: errorResponse(503, 'unavailable') });
    const { user } = show(<LessonEditor lesson={LESSON} />);
    await user.type(screen.getByRole('textbox', { name: 'Тема урока' }), 'Дроби');
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    await screen.findByRole('button', { name: 'Сохранить ещё раз' });
    server.answer({ [WRITE]: page({ topic: 'Дроби' }) });
    await act(() => vi.advanceTimersByTimeAsync(11_000));
    expect(await screen.findByText('Сохранено')).toBeTruthy();
  });

  it('stay where they were typed when saving fails, with a way to try again', async () => {
    const server = fakeServer({ [WRITE]: errorResponse(403, 'forbidden') });
    const { user } = show(<LessonEditor lesson={LESSON} />);
    const topic = screen.getByRole<HTMLInputElement>('textbox', { name: 'Тема урока' });
    await user.type(topic, 'Дроби');
    await user.tab();
    const again = await screen.findByRole('button', { name: 'Сохранить ещё раз' });
    expect(topic.value).toBe('Дроби');
    server.answer({ [WRITE]: page({ topic: 'Дроби' }) });
    await user.click(again);
    expect(await screen.findByText('Сохранено')).toBeTruthy();
  });
});

describe('the files of the homework', () => {
  const files = [file('a.txt'), file('b.txt'), file('c.txt')];
  const lesson = { ...LESSON, homework: { text: '', files } };
  const kept = (body: unknown) => (body as { homework_file_ids: string[] }).homework_file_ids;

  it('stay away when two are taken away one right after the other', async () => {
    const first = slowly({ lesson, students: [], may });
    const server = fakeServer({ [WRITE]: first.answer });
    const { user } = show(<LessonEditor lesson={lesson} />);
    await user.click(screen.getByRole('button', { name: 'Убрать файл a.txt' }));
    await user.click(screen.getByRole('button', { name: 'Убрать файл b.txt' }));
    first.come();
    await waitFor(() => expect(server.done).toHaveLength(2));
    expect(server.done.map(({ body }) => kept(body))).toEqual([['b.txt', 'c.txt'], ['c.txt']]);
  });

  it('come back to their place when one changes one’s mind', async () => {
    const server = fakeServer({ [WRITE]: { lesson, students: [], may } });
    const { user } = show(<LessonEditor lesson={lesson} />);
    await user.click(screen.getByRole('button', { name: 'Убрать файл b.txt' }));
    await user.click(await screen.findByRole('button', { name: 'Вернуть' }));
    await waitFor(() => expect(server.done).toHaveLength(2));
    expect(kept(server.done.at(-1)?.body)).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });

  it('tell how much is uploaded, as the journal account', async () => {
    const coming = slowly({ id: 'd.txt', name: 'd.txt' });
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(await coming.answer()));
    const server = fakeServer({ [WRITE]: { lesson, students: [], may } });
    const { user } = show(<LessonEditor lesson={lesson} />);
    await user.upload(
      screen.getByLabelText('Прикрепить файл', { selector: 'input' }),
      new File(['§'], 'd.txt'),
    );
    expect(await screen.findByText('Загружается…')).toBeTruthy();
    coming.come();
    await waitFor(() => expect(server.done).toHaveLength(1));
    expect(kept(server.done[0]?.body)).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
    expect(fetch).toHaveBeenCalledWith('/api/files?as=account&name=d.txt', expect.anything());
  });

  it('show a picture where there is one', () => {
    const board = { ...file('board.jpg'), has_preview: true };
    show(<LessonContents lesson={{ ...LESSON, homework: { text: '', files: [board] } }} />);
    const picture = screen.getByRole('link', { name: /board.jpg/ }).querySelector('img');
    expect(picture?.getAttribute('src')).toBe('/api/files/board.jpg/preview?as=account');
  });

  it('come with links in the text', () => {
    const text = 'Посмотрите https://resh.edu.ru/subject/16/.';
    show(<LessonContents lesson={{ ...LESSON, topic: 'Дроби', homework: { text, files: [] } }} />);
    const link = screen.getByRole('link', { name: 'https://resh.edu.ru/subject/16/' });
    expect(link.getAttribute('rel')).toContain('noopener');
    expect(link.parentElement?.textContent).toBe(text);
  });

  it('are read by students with their sizes, and nothing given is said so', () => {
    const { again } = show(<LessonContents lesson={lesson} />);
    expect(screen.getAllByRole('link')).toHaveLength(3);
    again(<LessonContents lesson={LESSON} />);
    expect(screen.getByText('Домашнего задания нет')).toBeTruthy();
    expect(screen.getByText('Тема пока не указана')).toBeTruthy();
  });
});

it('a file of the homework that cannot be shown is a line of its own; the others stay', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const files = [{ ...file('Пример.txt'), name: Symbol('x') } as never, file('Задание.txt')];
  show(<LessonContents lesson={{ ...LESSON, homework: { text: '', files } }} />);
  expect(screen.getByText('Не удалось показать.')).toBeTruthy();
  expect(screen.getByText('Задание.txt')).toBeTruthy();
});
