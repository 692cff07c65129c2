/** The person's own microphone, camera and screen, as far as the call allows. */

import { mayUnmute, meOf } from '@/data/call/roster';
import { type DeviceError, explainDeviceError } from '@/shared/media/device-error';
import { type Devices, isWeak, saveDevices } from '@/shared/media/devices';
import type { DeviceKind } from '@/shared/media/prepared-tracks';
import { changeException } from '../api';
import type { Media } from './media';
import type { CallSnapshot, SnapshotChange } from './snapshot';

/** On a weak machine the own camera starts this much later: the others are shown first. */
const OTHERS_FIRST_MS = 1_500;

const REFUSED = { microphone: 'microphoneRefused', camera: 'cameraRefused' } as const;
const LOST = {
  microphone: (isLost: boolean) => ({ isMicrophoneLost: isLost }),
  camera: (isLost: boolean) => ({ isCameraLost: isLost }),
};

interface Callbacks {
  /** The state of the call. */
  readonly snapshot: () => CallSnapshot;
  readonly onChange: (part: SnapshotChange) => void;
  /** The chosen screen could not be shared. */
  readonly onShareFailed: () => void;
}

export class OwnDevices {
  /** True if the microphone is on only while a key is held. */
  private isTalking = false;
  /** What was switched during the call: after reconnecting, nothing is published that was switched off. */
  private readonly requested: { microphone?: boolean; camera?: boolean } = {};
  private cameraDue: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly media: Media,
    private readonly callbacks: Callbacks,
  ) {}

  /** Switch the microphone; a muted person who may unmute does so on the server first. */
  async setMicrophone(isOn: boolean): Promise<void> {
    this.isTalking = false;
    const { roster } = this.callbacks.snapshot();
    const me = meOf(roster);
    if (isOn && me && !me.rights.microphone) {
      if (!mayUnmute(roster)) return;
      await changeException(roster.call.id, me.id, { microphone: null });
    }
    saveDevices({ microphoneOn: isOn });
    this.requested.microphone = isOn;
    await this.giveMicrophone(isOn);
  }

  /** Speak while a key is held. */
  async talk(isHeld: boolean): Promise<void> {
    if (isHeld === this.isTalking) return;
    const { roster, own } = this.callbacks.snapshot();
    if (isHeld && (own.microphone || !meOf(roster)?.rights.microphone)) return;
    this.isTalking = isHeld;
    await this.giveMicrophone(isHeld);
  }

  /** Switch the camera. */
  async setCamera(isOn: boolean): Promise<void> {
    clearTimeout(this.cameraDue);
    if (isOn && this.callbacks.snapshot().devices.lowTraffic) await this.choose({ lowTraffic: false });
    saveDevices({ cameraOn: isOn });
    this.requested.camera = isOn;
    await this.giveCamera(isOn);
  }

  /** Share the screen, or stop. Cancelling the browser's dialog changes nothing. */
  async setScreen(isOn: boolean): Promise<void> {
    await this.media.own.setScreen(isOn).catch((failure: unknown) => {
      const reason = explainDeviceError(failure);
      if (reason !== 'denied' && reason !== 'dismissed') this.callbacks.onShareFailed();
    });
  }

  /** Change devices or their settings. */
  async choose(change: Partial<Devices>): Promise<void> {
    const devices = saveDevices(change);
    this.callbacks.onChange({ devices });
    if (change.lowTraffic === true && this.callbacks.snapshot().own.camera) await this.setCamera(false);
    await this.media.chooseDevices(devices);
    const { own } = this.callbacks.snapshot();
    this.callbacks.onChange({ own: { ...own, ...LOST.microphone(false), ...LOST.camera(false) } });
  }

  /** Switch on what was on before entering, or before the connection was lost. */
  async switchOnWished(): Promise<void> {
    const { devices, roster } = this.callbacks.snapshot();
    const rights = meOf(roster)?.rights;
    const wantsMicrophone =
      (this.requested.microphone ?? devices.microphoneOn) && rights?.microphone === true;
    const wantsCamera =
      (this.requested.camera ?? devices.cameraOn) && rights?.camera === true && !devices.lowTraffic;
    await Promise.all([
      this.giveMicrophone(wantsMicrophone),
      wantsCamera && isWeak() ? this.beginCameraLater() : this.giveCamera(wantsCamera),
    ]);
  }

  /** Record that a device has ended by itself. */
  noteLost(kind: DeviceKind): void {
    const { own } = this.callbacks.snapshot();
    this.callbacks.onChange({ own: { ...own, ...LOST[kind](true) } });
  }

  /** Cancel what is scheduled. */
  stop(): void {
    clearTimeout(this.cameraDue);
  }

  /** The server unpublishes tracks without a right; the device is switched off, too. */
  stopWithoutRight(right: string): void {
    const { own } = this.callbacks.snapshot();
    if (right === 'microphone' || right === 'camera') this.requested[right] = false;
    if (right === 'microphone' && own.microphone) void this.media.own.setMicrophone(false);
    if (right === 'camera') {
      clearTimeout(this.cameraDue);
      void this.media.own.setCamera(false);
    }
    if (right === 'screen' && own.screen) void this.media.own.setScreen(false);
  }

  private beginCameraLater(): void {
    clearTimeout(this.cameraDue);
    this.cameraDue = setTimeout(() => void this.giveCamera(true), OTHERS_FIRST_MS);
  }

  private giveMicrophone(isOn: boolean): Promise<void> {
    return this.give('microphone', () => this.media.own.setMicrophone(isOn));
  }

  private giveCamera(isOn: boolean): Promise<void> {
    return this.give('camera', () => this.media.own.setCamera(isOn));
  }

  /** Switch a device, and record why the browser provided none. */
  private async give(kind: DeviceKind, act: () => Promise<void>): Promise<void> {
    let refusal: DeviceError | undefined;
    try {
      await act();
    } catch (failure) {
      refusal = explainDeviceError(failure);
    }
    const { own } = this.callbacks.snapshot();
    this.callbacks.onChange({ own: { ...own, [REFUSED[kind]]: refusal, ...LOST[kind](false) } });
  }
}
