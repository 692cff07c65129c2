/** Somebody before a door in tests: the devices are off, and time goes on when it is let. */
import { act, screen } from '@testing-library/react';
import { onTestFinished, vi } from 'vitest';
import { saveDevices } from '@/shared/media/devices';
import { playBrowser } from '@/shared/testing/browser';
import { page, participant } from '@/shared/testing/call';

const misha = participant('misha', { name: 'Миша Ким' });

/** The answer to who is let in. */
export const ADMITTED = {
  state: 'admitted',
  participant_id: 'misha',
  token: 'token',
  identity: 'misha:tablet',
  page: page([misha], { me: misha }),
};

/** The answer to who waits in the lobby. */
export const WAITING = { state: 'waiting', knock_id: 'knock' };

/** Come to a door. */
export function comeToDoor(): void {
  vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date('2026-11-23T09:50:00Z') });
  onTestFinished(() => void vi.useRealTimers());
  saveDevices({ cameraOn: false, microphoneOn: false });
  playBrowser();
}

/** Let a door ask once more. */
export const wait = () => act(() => vi.advanceTimersByTimeAsync(2_500));

/** The button that leads in. */
export const joinButton = () => screen.findByRole('button', { name: 'Присоединиться' });
