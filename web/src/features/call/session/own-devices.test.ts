import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rosterOf } from '@/data/call/roster';
import { loadDevices, saveDevices } from '@/shared/media/devices';
import { PreparedTracks } from '@/shared/media/prepared-tracks';
import { page, participant } from '@/shared/testing/call';
import { Media } from './media';
import { OwnDevices } from './own-devices';
import { firstSnapshot } from './snapshot';

const misha = participant('misha');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Join a call with camera and microphone on, on a machine with so many cores. */
async function come(hardwareConcurrency: number, change: Partial<typeof misha> = {}) {
  vi.stubGlobal('navigator', { hardwareConcurrency });
  const me = { ...misha, ...change };
  saveDevices({ cameraOn: true, microphoneOn: true });
  const media = new Media(loadDevices(), new PreparedTracks(), {
    wantsAll: () => true,
    onChange: () => undefined,
    onDisconnected: () => undefined,
    onDeviceLost: () => undefined,
    onScreenStopped: () => undefined,
  });
  await media.prepare();
  await media.open(me.id);
  const picture = firstSnapshot(rosterOf(page([me], { me }), me.id), loadDevices());
  const own = new OwnDevices(media, {
    snapshot: () => picture,
    onChange: () => undefined,
    onShareFailed: () => undefined,
  });
  await own.switchOnWished();
  const mine = () => media.peers[0];
  return {
    own,
    comeBack: () => own.switchOnWished(),
    isOn: () => [mine()?.hasMicrophone, mine()?.hasCamera],
  };
}

it('speaks and shows oneself at once on an ordinary machine', async () => {
  const { isOn } = await come(8);
  expect(isOn()).toEqual([true, true]);
});

it('shows the others first on a weak machine, and then oneself', async () => {
  const { isOn } = await come(2);
  expect(isOn()).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(isOn()).toEqual([true, true]);
});

it('keeps the camera off that was switched off, or forbidden, before it began', async () => {
  const hasty = await come(2);
  await hasty.own.setCamera(false);
  const forbidden = await come(2);
  forbidden.own.stopWithoutRight('camera');
  await vi.advanceTimersByTimeAsync(2_000);
  expect([hasty.isOn()[1], forbidden.isOn()[1]]).toEqual([false, false]);
});

it('begins no camera after the call was left', async () => {
  const { own, isOn } = await come(2);
  own.stop();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(isOn()[1]).toBe(false);
});

it('sends nothing that the call does not allow', async () => {
  const { isOn } = await come(8, { rights: { ...misha.rights, camera: false, microphone: false } });
  expect(isOn()).toEqual([false, false]);
});

it('is neither heard nor seen unasked after coming back to the call', async () => {
  const { own, comeBack, isOn } = await come(8);
  await own.setMicrophone(false);
  await own.setCamera(false);
  await comeBack();
  expect(isOn()).toEqual([false, false]);
});

it('stays silent after coming back when the microphone was taken meanwhile', async () => {
  const { own, comeBack, isOn } = await come(8);
  own.stopWithoutRight('microphone');
  await comeBack();
  expect(isOn()).toEqual([false, true]);
});
