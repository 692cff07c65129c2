import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cameraWanted, loadDevices, microphoneWanted, saveDevices } from './devices';

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

it('begins with everything on and the system’s own devices', () => {
  expect(loadDevices()).toMatchObject({
    camera: undefined,
    cameraOn: true,
    microphoneOn: true,
    lowTraffic: false,
  });
});

it('remembers what was chosen', () => {
  saveDevices({ microphone: 'usb', cameraOn: false });
  saveDevices({ noiseSuppression: false });
  expect(loadDevices()).toMatchObject({ microphone: 'usb', cameraOn: false, noiseSuppression: false });
});

it('forgets the system’s own choice when it is chosen again', () => {
  saveDevices({ camera: 'usb' });
  saveDevices({ camera: undefined });
  expect(loadDevices().camera).toBeUndefined();
});

it('begins anew where what was kept makes no sense', () => {
  localStorage.setItem('parta.devices', '[1, broken');
  expect(loadDevices().microphoneOn).toBe(true);
  localStorage.setItem('parta.devices', '{"camera": 7, "cameraOn": "yes"}');
  expect(loadDevices()).toMatchObject({ camera: undefined, cameraOn: true });
});

it('asks for the chosen device without insisting on it', () => {
  const devices = saveDevices({ camera: 'usb', microphone: undefined, noiseSuppression: false });
  expect(cameraWanted(devices)).toMatchObject({ deviceId: { ideal: 'usb' } });
  expect(microphoneWanted(devices)).not.toHaveProperty('deviceId');
  expect(microphoneWanted(devices).noiseSuppression).toBe(false);
});

it.each([
  ['a school’s old laptop', 2, 360],
  ['an ordinary machine', 4, 720],
  ['a browser that does not tell', undefined, 720],
])('takes a picture that %s can pack', (_machine, hardwareConcurrency, height) => {
  vi.stubGlobal('navigator', { hardwareConcurrency });
  expect(cameraWanted(loadDevices())).toMatchObject({ height: { ideal: height } });
});
