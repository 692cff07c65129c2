import { act, render, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lazyPart, loadPart } from './parts';

const ask = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', ask);
  ask.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const noNetwork = () => Promise.reject(new TypeError('Failed to fetch'));

it('waits for a network, and leaves the page as it is meanwhile', async () => {
  const load = vi
    .fn()
    .mockImplementationOnce(noNetwork)
    .mockResolvedValue(() => <p>Окно</p>);
  ask.mockImplementation(noNetwork);
  const Part = lazyPart(load);
  render(
    <>
      <input aria-label="Сообщение" defaultValue="Ещё не отправлено" />
      <Suspense>
        <Part />
      </Suspense>
    </>,
  );
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(screen.getByLabelText('Сообщение')).toHaveProperty('value', 'Ещё не отправлено');
  expect(load).toHaveBeenCalledTimes(1);
  await act(async () => {
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
  });
  expect(screen.getByText('Окно')).toBeTruthy();
});

it('tries again by itself where the browser does not notice that the network is back', async () => {
  const load = vi.fn().mockImplementationOnce(noNetwork).mockResolvedValue('part');
  ask.mockImplementation(noNetwork);
  const part = loadPart(load);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await part).toBe('part');
});

it('fails when the server answers without the part', async () => {
  ask.mockResolvedValue(new Response());
  await expect(loadPart(() => Promise.reject(new Error('replaced')))).rejects.toThrow('replaced');
});

it('loads the style sheets again that failed, and leaves alone what is still loading', async () => {
  const [broken, loading] = ['broken.css', 'loading.css'].map((href) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    document.head.append(link);
    return link;
  });
  broken?.dispatchEvent(new Event('error'));
  const part = loadPart(() => Promise.resolve('part'));
  await vi.advanceTimersByTimeAsync(0);
  const again = document.querySelector('link[href="broken.css"]');
  expect(again).not.toBe(broken);
  expect(loading?.isConnected).toBe(true);
  again?.dispatchEvent(new Event('load'));
  expect(await part).toBe('part');
  document.head.replaceChildren();
});
