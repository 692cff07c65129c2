import { screen } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import type { RingRead } from '@/shared/api/schema';
import { RING } from '@/shared/testing/ring';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { LiveRegion } from '@/shared/ui/LiveRegion';
import { RingOverlay } from './RingOverlay';

beforeAll(startTestTexts);

function ring(change: Partial<RingRead> = {}, isBusy = false) {
  const [onAccept, onRefuse] = [vi.fn(), vi.fn()];
  const shown = show(
    <>
      <LiveRegion />
      <textarea aria-label="Сообщение" />
      <RingOverlay ring={{ ...RING, ...change }} isBusy={isBusy} onAccept={onAccept} onDecline={onRefuse} />
    </>,
  );
  return { ...shown, onAccept, onRefuse };
}

it('says who calls and where, and is answered by one press', async () => {
  const { user, onAccept, onRefuse } = ring();
  expect(screen.getByRole('region').textContent).toContain('Вера Ким');
  expect(screen.getByText('Родители 7Б')).toBeTruthy();
  const [refuse, accept] = screen.getAllByRole('button');
  await user.click(accept as HTMLElement);
  expect(onAccept).toHaveBeenCalledOnce();
  await user.click(refuse as HTMLElement);
  expect(onRefuse).toHaveBeenCalledOnce();
});

it('is answered without video where the camera would be on', async () => {
  const onAcceptAudio = vi.fn();
  const answers = { isBusy: false, onAccept: vi.fn(), onDecline: vi.fn() };
  const { user, again } = show(<RingOverlay ring={RING} {...answers} onAcceptAudio={onAcceptAudio} />);
  await user.click(screen.getByRole('button', { name: 'Ответить без видео' }));
  expect(onAcceptAudio).toHaveBeenCalledOnce();
  again(<RingOverlay ring={RING} {...answers} />);
  expect(screen.queryByRole('button', { name: 'Ответить без видео' })).toBeNull();
});

it('takes no key that was meant for a message', async () => {
  const { user, onAccept, onRefuse } = ring();
  await user.type(screen.getByRole('textbox'), 'привет{Enter}');
  expect(onAccept).not.toHaveBeenCalled();
  expect(onRefuse).not.toHaveBeenCalled();
});

it('is answered once: while the answer is on its way nothing can be pressed', () => {
  ring({}, true);
  for (const button of screen.getAllByRole<HTMLButtonElement>('button')) expect(button.disabled).toBe(true);
});
