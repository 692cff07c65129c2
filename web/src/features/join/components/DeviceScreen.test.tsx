import { act, screen, waitFor } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadDevices, saveDevices } from '@/shared/media/devices';
import { fakeBrowser } from '@/shared/testing/browser';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { DeviceScreen } from './DeviceScreen';

beforeAll(startTestTexts);
beforeEach(() => void saveDevices({ cameraOn: true, microphoneOn: true }));

function stand() {
  const onJoin = vi.fn();
  const shown = show(
    <DeviceScreen
      heading="Присоединиться к уроку"
      title="История, 7Б"
      about={['10:00 – 10:45']}
      isJoining={false}
      failure={undefined}
      onJoin={onJoin}
    />,
  );
  return { ...shown, onJoin };
}

const device = (name: 'Камера' | 'Микрофон') => screen.getByRole('switch', { name });
const isRunning = (name: 'Камера' | 'Микрофон') => device(name).getAttribute('aria-checked') === 'true';

describe('where devices are given', () => {
  it('asks once for both, shows the picture, and lets go of them when one leaves', async () => {
    const browser = fakeBrowser();
    const { leave } = stand();
    expect(await screen.findByLabelText('Ваша камера')).toBeTruthy();
    expect(browser.questions()).toBe(1);
    expect(browser.running()).toEqual(['video', 'audio']);
    leave();
    await waitFor(() => expect(browser.running()).toEqual([]));
  });

  it('puts a device out at once, and remembers that for the call', async () => {
    const browser = fakeBrowser();
    const { user } = stand();
    await screen.findByLabelText('Ваша камера');
    await user.click(device('Камера'));
    expect(screen.getByText('Камера выключена')).toBeTruthy();
    expect(browser.running()).toEqual(['audio']);
    expect(loadDevices()).toMatchObject({ cameraOn: false, microphoneOn: true });
  });

  it('lets another device be chosen', async () => {
    fakeBrowser({ cameras: ['Веб-камера', 'Документ-камера'] });
    const { user } = stand();
    await user.click(screen.getByRole('button', { name: 'Выбрать устройства и проверить звук' }));
    await screen.findByRole('option', { name: 'Документ-камера' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Камера' }), 'Документ-камера');
    expect(loadDevices().camera).toBe('Документ-камера');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Камера' }), '');
  });
});

describe('where the browser gives nothing', () => {
  it.each([
    ['NotAllowedError', 'Доступ к камере и микрофону запрещён', 'Нажмите на значок слева от адреса страницы'],
    ['NotReadableError', 'Камера и микрофон заняты', 'устройством пользуется другая программа'],
    [
      'NotFoundError',
      'Камера и микрофон не найдены',
      'Подключите устройство: оно появится здесь автоматически.',
    ],
    ['TypeError', 'Камера и микрофон не включились', 'перезапустите браузер'],
  ])('%s is worded as «%s», and one may join all the same', async (name, words, help) => {
    fakeBrowser({ refuses: { camera: name, microphone: name } });
    const { user, onJoin } = stand();
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByText(new RegExp(help))).toBeTruthy();
    expect(
      screen.getByText(
        'Можно войти и без них: вы будете видеть и слышать других, но вас не увидят и не услышат.',
      ),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Присоединиться' }));
    expect(onJoin).toHaveBeenCalledOnce();
  });

  it('leads from a page without encryption to the same page with it', async () => {
    fakeBrowser({ isSecure: false, refuses: { camera: 'TypeError', microphone: 'TypeError' } });
    stand();
    expect(await screen.findByText('Страница открыта без шифрования')).toBeTruthy();
    const way = screen.getByRole<HTMLAnchorElement>('link', { name: 'Открыть по https' });
    expect(way.href).toMatch(/^https:/);
  });

  it('tells of the one device that is missing, while the other runs', async () => {
    fakeBrowser({ refuses: { camera: 'NotFoundError' }, cameras: [] });
    stand();
    expect(await screen.findByText('Камера не найдена')).toBeTruthy();
    expect(screen.getByText('Можно войти и без камеры.')).toBeTruthy();
    expect(isRunning('Микрофон')).toBe(true);
    expect(isRunning('Камера')).toBe(false);
  });

  it('tries by itself what is plugged in or set free', async () => {
    const browser = fakeBrowser({ refuses: { camera: 'NotReadableError' } });
    stand();
    await screen.findByText('Камера занята');
    // The listener for permission changes is added a moment later.
    await waitFor(() => {
      act(() => browser.change({ refuses: {} }));
      expect(screen.getByLabelText('Ваша камера')).toBeTruthy();
    });
    expect(screen.queryByText('Камера занята')).toBeNull();
  });

  it('asks again when one wants it to', async () => {
    const browser = fakeBrowser({ refuses: { camera: 'NotReadableError', microphone: 'NotReadableError' } });
    const { user } = stand();
    await screen.findByText('Камера и микрофон заняты');
    const before = browser.questions();
    await user.click(screen.getByRole('button', { name: 'Проверить снова' }));
    await waitFor(() => expect(browser.questions()).toBeGreaterThan(before));
  });
});
