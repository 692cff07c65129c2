import { onlineManager, useQuery } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { routeQuery } from '../api/routes';
import { fakeApi } from '../testing/api';
import { show } from '../testing/screen';
import { errorResponse } from '../testing/server';
import { startTestTexts } from '../testing/texts';
import { Fetched } from './Fetched';

beforeAll(startTestTexts);
afterEach(() => onlineManager.setOnline(true));

const PATH = '/api/journal/remote-lessons/running';
const LESSON = { lesson_id: 'algebra', title: 'Алгебра' };

function Title() {
  const running = useQuery({ ...routeQuery(PATH), staleTime: 0 });
  return (
    <>
      <button type="button" onClick={() => void running.refetch()}>
        Ещё раз
      </button>
      <Fetched query={running} waiting={<p>Скелет</p>}>
        {(lesson) => <p>{lesson?.title}</p>}
      </Fetched>
    </>
  );
}

it('says that there is no connection, and goes on by itself once there is one', async () => {
  fakeApi({ [`GET ${PATH}`]: LESSON });
  onlineManager.setOnline(false);
  show(<Title />);
  expect((await screen.findByRole('alert')).textContent).toContain('Нет связи');
  expect(screen.queryByText('Скелет')).toBeNull();
  act(() => onlineManager.setOnline(true));
  expect(await screen.findByText('Алгебра')).toBeTruthy();
});

it('keeps what is there when reading it again fails', async () => {
  const server = fakeApi({ [`GET ${PATH}`]: LESSON });
  const { user } = show(<Title />);
  expect(screen.getByText('Скелет')).toBeTruthy();
  await screen.findByText('Алгебра');
  server.answer({ [`GET ${PATH}`]: errorResponse(403, 'forbidden') });
  await user.click(screen.getByRole('button', { name: 'Ещё раз' }));
  await expect.poll(() => server.requests.length).toBe(2);
  expect(screen.getByText('Алгебра')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});
