import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadPart, PartError } from './parts';

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

it('tries again by itself where the browser does not notice that the network is back', async () => {
  const load = vi.fn().mockImplementationOnce(noNetwork).mockResolvedValue('part');
  ask.mockImplementation(noNetwork);
  const part = loadPart(load);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await part).toBe('part');
});

it('fails when the server answers without the part', async () => {
  ask.mockResolvedValue(new Response());
  await expect(loadPart(() => Promise.reject(new Error('replaced')))).rejects.toThrow(PartError);
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
