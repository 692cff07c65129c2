import { expect, it, vi } from 'vitest';
import { network } from '../testing/server';
import { timeoutOf } from './bytes';
import { upload } from './uploads';

const MEGABYTE = 1024 * 1024;

/** A server that takes chunks, and notes how long each was. */
function takeChunks() {
  const lengths: number[] = [];
  vi.spyOn(network, 'answer').mockImplementation(async (request) => {
    if (request.method === 'POST') return Response.json({ id: 'one', offset: 0, file: null });
    lengths.push((await request.arrayBuffer()).byteLength);
    const offset = lengths.reduce((sum, length) => sum + length, 0);
    return Response.json({ id: 'one', offset, file: offset === 8 * MEGABYTE ? { id: 'file' } : null });
  });
  return lengths;
}

it('sends a photo in chunks that a slow connection brings in time', async () => {
  const lengths = takeChunks();
  const blob = new Blob([new Uint8Array(8 * MEGABYTE)]);
  const progress: number[] = [];
  const onProgress = (part: number) => progress.push(part);
  expect(await upload({ id: 'photo', name: 'photo.jpg', blob, onProgress })).toEqual({ id: 'file' });
  expect(lengths).toHaveLength(8);
  expect(progress.at(4)).toBe(0.5);
});

it('waits for as long as the bytes may take', () => {
  const slow = 10 * 1024;
  for (const size of [1_000, MEGABYTE]) expect(timeoutOf({ size })).toBeGreaterThan((size / slow) * 1_000);
});
