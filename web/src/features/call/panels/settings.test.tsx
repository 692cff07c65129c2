import { act, screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { loadDevices } from '@/shared/media/devices';
import { fakeBrowser } from '@/shared/testing/browser';
import { anna } from '@/shared/testing/call';
import { startTestTexts } from '@/shared/testing/texts';
import { sitInCall } from '../testing';
import { panel } from './settings';

beforeAll(startTestTexts);

async function look() {
  const seat = await sitInCall([anna]);
  const shown = seat.show(<panel.Body session={seat.session} />);
  return { ...seat, ...shown };
}

it('offers the devices that there are, and remembers the chosen one', async () => {
  fakeBrowser({ microphones: ['Гарнитура', 'Встроенный'] });
  const { user, session } = await look();
  const microphone = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Микрофон' });
  await screen.findByRole('option', { name: 'Встроенный' });
  await user.selectOptions(microphone, 'Встроенный');
  expect(microphone.value).toBe('Встроенный');
  expect(session.snapshot.devices.microphone).toBe('Встроенный');
  expect(loadDevices().microphone).toBe('Встроенный');
  await user.selectOptions(microphone, 'Как в системе');
  expect(loadDevices().microphone).toBeUndefined();
});

it('follows what is plugged in and out, and falls back on the system’s choice', async () => {
  const browser = fakeBrowser({ microphones: ['Гарнитура'] });
  const { user } = await look();
  const microphone = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Микрофон' });
  await screen.findByRole('option', { name: 'Гарнитура' });
  await user.selectOptions(microphone, 'Гарнитура');
  await act(async () => browser.change({ microphones: ['Встроенный'] }));
  await screen.findByRole('option', { name: 'Встроенный' });
  expect(microphone.value).toBe('');
  await user.selectOptions(microphone, '');
});

it('saves traffic, and shows the speaker large', async () => {
  const { user, session } = await look();
  const saves = screen.getByRole<HTMLInputElement>('switch', { name: 'Экономить трафик' });
  await user.click(saves);
  expect(saves.checked).toBe(true);
  await user.click(saves);
  await user.click(screen.getByRole('switch', { name: 'Крупно тот, кто говорит' }));
  expect(session.snapshot.view.mode).toBe('speaker');
});
