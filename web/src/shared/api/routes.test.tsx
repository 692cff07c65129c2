import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { show } from '../testing/screen';
import { errorResponse, fakeServer } from '../testing/server';
import { startTestTexts } from '../testing/texts';
import { routeQuery, useRouteMutation } from './routes';

beforeAll(startTestTexts);

const SESSIONS = '/api/id/sessions';
const ENDED = `DELETE ${SESSIONS}/7`;

/** The number of sessions, and buttons that end one of them. */
function Page() {
  const sessions = useQuery(routeQuery(SESSIONS));
  const me = useQuery(routeQuery('/api/id/me'));
  const toInit = (session_id: string) => ({ params: { path: { session_id } } });
  const end = useRouteMutation('delete', '/api/id/sessions/{session_id}', toInit);
  const endShowing = useRouteMutation('delete', '/api/id/sessions/{session_id}', toInit, {
    showsFailure: true,
  });
  return (
    <>
      <output>{me.data === null ? `nobody, ${sessions.data?.length}` : '…'}</output>
      <button type="button" onClick={() => end.mutate('7')}>
        end
      </button>
      <button type="button" onClick={() => endShowing.mutate('7')}>
        end and show
      </button>
      {endShowing.error && <p>shown here</p>}
    </>
  );
}

async function open() {
  const server = fakeServer({
    [`GET ${SESSIONS}`]: [{}, {}],
    'GET /api/id/me': null,
  });
  const { user } = show(<Page />);
  await screen.findByText('nobody, 2');
  const reads = () => server.asked.filter(({ what }) => what === `GET ${SESSIONS}`).length;
  return { server, user, reads };
}

it('reads again what a mutation makes stale', async () => {
  const { server, user } = await open();
  server.answer({ [`GET ${SESSIONS}`]: [{}] });
  await user.click(screen.getByText('end'));
  await screen.findByText('nobody, 1');
});

it('notes a failure at the foot of the page', async () => {
  const { server, user, reads } = await open();
  server.answer({ [ENDED]: errorResponse(403, 'forbidden') });
  await user.click(screen.getByText('end'));
  expect(await screen.findByText('У вас нет прав на это действие.')).toBeTruthy();
  expect(reads()).toBe(1);
});

it('does not note a failure that the caller shows', async () => {
  const { server, user } = await open();
  server.answer({ [ENDED]: errorResponse(403, 'forbidden') });
  await user.click(screen.getByText('end and show'));
  await screen.findByText('shown here');
  expect(screen.queryByText('У вас нет прав на это действие.')).toBeNull();
});

it('reads again where it is unknown whether the server acted', async () => {
  const { server, user, reads } = await open();
  server.answer({ [ENDED]: errorResponse(503, 'unavailable') });
  await user.click(screen.getByText('end'));
  await waitFor(() => expect(reads()).toBe(2));
});
