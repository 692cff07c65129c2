import { screen } from '@testing-library/react';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { EmojiPicker } from './EmojiPicker';

beforeAll(startTestTexts);
beforeEach(sitAtDesktop);

it('begins at the first emoji, and is gone through by arrow keys', async () => {
  const onChoose = vi.fn();
  const { user } = show(<EmojiPicker onChoose={onChoose} />);
  const [first, second] = screen.getByRole('tabpanel').querySelectorAll('button');
  expect(document.activeElement).toBe(first);
  await user.keyboard('{ArrowRight}{Enter}');
  expect(onChoose).toHaveBeenCalledWith(second?.textContent);
});

it('is changed to another group by arrow keys', async () => {
  const { user } = show(<EmojiPicker onChoose={() => undefined} />);
  const [, second] = screen.getAllByRole('tab');
  screen.getAllByRole('tab')[0]?.focus();
  await user.keyboard('{ArrowRight}{Enter}');
  expect(document.activeElement).toBe(second);
  expect(second?.getAttribute('aria-selected')).toBe('true');
});
