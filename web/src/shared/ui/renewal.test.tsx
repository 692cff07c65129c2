import { act, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { reportOutdated, resetOutdated } from '../stream/outdated';
import { show } from '../testing/screen';
import { startTestTexts } from '../testing/texts';
import { renewWhenReplaced, useRenewal } from './renewal';

const reload = vi.fn();

function Page({ isInCall }: { isInCall: boolean }) {
  useRenewal(isInCall);
  return null;
}

beforeAll(renewWhenReplaced);
beforeEach(() => {
  startTestTexts();
  reload.mockClear();
  sessionStorage.clear();
  vi.stubGlobal('location', { ...window.location, reload });
});
afterEach(() => {
  vi.unstubAllGlobals();
  resetOutdated();
});

it('reloads a page that the server has outgrown, once: the same build again is only told so', async () => {
  const first = show(<Page isInCall={false} />);
  expect(reload).not.toHaveBeenCalled();
  act(reportOutdated);
  expect(reload).toHaveBeenCalledTimes(1);
  first.leave();
  resetOutdated();
  const { user } = show(<Page isInCall={false} />);
  act(reportOutdated);
  expect(reload).toHaveBeenCalledTimes(1);
  await user.click(await screen.findByRole('button', { name: 'Обновить' }));
  expect(reload).toHaveBeenCalledTimes(2);
});

it('does not take a person out of a call: says so, and reloads after it', async () => {
  const { again } = show(<Page isInCall />);
  act(reportOutdated);
  expect(
    await screen.findByText(/Страница обновится автоматически, когда вы выйдете из звонка/),
  ).toBeTruthy();
  expect(reload).not.toHaveBeenCalled();
  again(<Page isInCall={false} />);
  expect(reload).toHaveBeenCalledTimes(1);
});

it('does not reload for a replaced part in a call', async () => {
  const ask = vi.fn(() => Promise.resolve(new Response()));
  vi.stubGlobal('fetch', ask);
  const { leave } = show(<Page isInCall />);
  window.dispatchEvent(new Event('vite:preloadError'));
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
  await new Promise((resolve) => setTimeout(resolve));
  expect(reload).not.toHaveBeenCalled();
  leave();
});

it('reloads when a part was replaced, but not without a network', async () => {
  const ask = vi.fn<() => Promise<Response>>().mockRejectedValueOnce(new TypeError('Failed to fetch'));
  vi.stubGlobal('fetch', ask.mockResolvedValue(new Response()));
  window.dispatchEvent(new Event('vite:preloadError'));
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
  expect(reload).not.toHaveBeenCalled();
  window.dispatchEvent(new Event('vite:preloadError'));
  await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
});
