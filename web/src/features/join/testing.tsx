/** An entry screen in tests: the devices are off, time is faked. */
import { act, screen } from '@testing-library/react';
import { onTestFinished, vi } from 'vitest';
import { saveDevices } from '@/shared/media/devices';
import { fakeBrowser } from '@/shared/testing/browser';
import { page, participant } from '@/shared/testing/call';

const misha = participant('misha', { name: 'Миша Ким' });

/** The answer for an admitted person. */
export const ADMITTED = {
  state: 'admitted',
  participant_id: 'misha',
  token: 'token',
  identity: 'misha:tablet',
  page: page([misha], { me: misha }),
};

/** The answer for a person in the lobby. */
export const WAITING = { state: 'waiting', knock_id: 'knock' };

/** Render an entry screen. */
export function showEntry(): void {
  vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date('2026-11-23T09:50:00Z') });
  onTestFinished(() => void vi.useRealTimers());
  saveDevices({ cameraOn: false, microphoneOn: false });
  fakeBrowser();
}

/** Advance to the next poll. */
export const wait = () => act(() => vi.advanceTimersByTimeAsync(2_500));

/** The button that joins. */
export const joinButton = () => screen.findByRole('button', { name: 'Присоединиться' });
