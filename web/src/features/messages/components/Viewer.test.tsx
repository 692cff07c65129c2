import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { FileRead } from '@/shared/api/schema';
import { message } from '@/shared/testing/chat';
import { startTestTexts } from '@/shared/testing/texts';
import { conversation, showIn } from '../testing';
import { Viewer } from './Viewer';

beforeAll(startTestTexts);

/** The test's browser has no dialogs: like a real one, it gives the focus back to where it was. */
beforeEach(() => {
  let before: Element | null = null;
  HTMLDialogElement.prototype.showModal = function showModal() {
    before = document.activeElement;
    this.open = true;
    this.querySelector('button')?.focus();
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
    if (before instanceof HTMLElement) before.focus();
    this.dispatchEvent(new Event('close'));
  };
});

const picture = (name: string): FileRead => ({
  id: name,
  name,
  media_type: 'image/png',
  size: 1_000,
  kind: 'picture',
  width: 800,
  height: 1_200,
  has_preview: true,
  state: 'clean',
});

const MESSAGE = message(4, { files: [picture('доска.png'), picture('стол.png')] });

/** A picture that opens the viewer. */
function Opening() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        Доска
      </button>
      {isOpen && <Viewer message={MESSAGE} first={0} onClose={() => setIsOpen(false)} />}
    </>
  );
}

async function open() {
  const shown = showIn(conversation(), <Opening />);
  const opening = screen.getByRole('button', { name: 'Доска' });
  await shown.user.click(opening);
  return { ...shown, opening, image: () => screen.getByRole<HTMLImageElement>('img', { name: /png$/ }) };
}

it('shows who sent the picture and when, and goes through those of the message', async () => {
  const { user, image } = await open();
  const viewer = screen.getByRole('dialog', { name: 'доска.png' });
  expect(viewer.textContent).toContain('Анна Сергеевна');
  expect(viewer.querySelector('time')?.dateTime).toBe(MESSAGE.sent_at);
  expect(image().getAttribute('src')).toBe('/api/files/доска.png');
  await user.keyboard('{ArrowRight}');
  expect(screen.getByRole('dialog', { name: 'стол.png' }).textContent).toContain('2 из 2');
});

it('is zoomed by keys; the next picture begins whole', async () => {
  const { user, image } = await open();
  const scale = () => /scale\((.+)\)/.exec(image().style.transform)?.[1];
  await user.keyboard('+');
  expect(scale()).toBe('1.5');
  await user.keyboard('-');
  expect(scale()).toBe('1');
  await user.keyboard('+{ArrowRight}');
  expect(scale()).toBe('1');
});

it('gives the focus back to the picture when «Назад» closes it', async () => {
  const { opening } = await open();
  history.back();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.activeElement).toBe(opening);
});
