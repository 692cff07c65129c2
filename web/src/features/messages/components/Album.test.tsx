import { act, screen } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FileRead } from '@/shared/api/schema';
import { message } from '@/shared/testing/chat';
import { startTestTexts } from '@/shared/testing/texts';
import { conversation, lookAt, picture, waiting } from '../testing';
import { MessageRow } from './MessageRow';

beforeAll(startTestTexts);

describe('pictures', () => {
  const album = message(4, { text: '', files: [picture('доска.png'), picture('стол.png')] });

  it('open the viewer at the one that was pressed', async () => {
    const { user, around } = lookAt(album);
    await user.click(screen.getByRole('button', { name: 'Открыть фотографию стол.png' }));
    expect(around.acts.onView).toHaveBeenCalledWith(album, 1);
  });

  it('that are still checked say so; those that were refused are cards', () => {
    const files = [picture('доска.png', { state: 'pending' }), picture('вирус.png', { state: 'blocked' })];
    const { row } = lookAt(message(4, { text: '', files }));
    expect(row.textContent).toContain('Файл проверяется…');
    expect(row.textContent).toContain('вирус.pngФайл не прошёл проверку');
    expect(screen.queryByRole('button', { name: /Открыть/ })).toBeNull();
  });

  it('that did not load are loaded again by a press', async () => {
    const { user, row, around } = lookAt(album);
    row.querySelector('img')?.dispatchEvent(new Event('error'));
    await user.click(await screen.findByRole('button', { name: 'Загрузить «доска.png» ещё раз' }));
    expect(screen.getByRole('button', { name: 'Открыть фотографию доска.png' })).toBeTruthy();
    expect(around.acts.onView).not.toHaveBeenCalled();
  });
});

describe("a picture of one's own", () => {
  const blob = new Blob(['x'], { type: 'image/png' });
  beforeEach(() => {
    let made = 0;
    URL.createObjectURL = () => {
      made += 1;
      return `blob:${made}`;
    };
    URL.revokeObjectURL = () => undefined;
  });
  const address = () => document.querySelector('article img')?.getAttribute('src');
  const mine = (change: Partial<FileRead>) =>
    message(4, { author_id: 'misha', text: '', files: [picture('доска.png', { id: 'there', ...change })] });

  it('is seen at once, and stays while it is sent, checked and there', () => {
    const upload = { id: 'here', name: 'доска.png', size: 1_000, type: 'image/png', blob, progress: 0.4 };
    const sent = new Map([['there', { id: 'here', blob }]]);
    const { again } = lookAt(waiting('sending', { files: [upload] }), { sent });
    const shown = document.querySelector('article img');
    expect(address()).toBe('blob:1');
    const bar = screen.getByRole('progressbar', { name: 'Загружается доска.png' }) as HTMLProgressElement;
    expect(bar.value).toBe(40);
    for (const state of ['pending', 'clean'] as const) {
      again(<MessageRow message={mine({ state })} isFirst isLast isFound={false} />);
      expect(document.querySelector('article img')).toBe(shown);
    }
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('is taken from the server where this browser cannot draw it', async () => {
    lookAt(mine({}), { sent: new Map([['there', { id: 'here', blob }]]) });
    expect(address()).toBe('blob:1');
    act(() => void document.querySelector('article img')?.dispatchEvent(new Event('error')));
    expect(address()).toBe('/api/files/there/preview');
  });
});

it('a picture that did not load comes back with the connection, and keeps its place until then', async () => {
  const of = message(4, { text: '', files: [picture('доска.png')] });
  const { again } = lookAt(of);
  act(() => void document.querySelector('article img')?.dispatchEvent(new Event('error')));
  expect(screen.getByRole('button', { name: 'Загрузить «доска.png» ещё раз' }).textContent).toBe('');
  again(<MessageRow message={of} isFirst isLast isFound={false} />, conversation({ connections: 2 }));
  expect(await screen.findByRole('button', { name: 'Открыть фотографию доска.png' })).toBeTruthy();
});
