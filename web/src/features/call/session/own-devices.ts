/** One's own microphone, camera and screen, as the person switches them and the call allows. */
import { type Devices, isWeak, saveDevices } from '@/shared/media/devices';
import { explainRefusal, type MediaRefusal } from '@/shared/media/refusal';
import { changeException } from '../api';
import { mayUnmute, meOf } from '../model/roster';
import type { Media } from './media';
import type { CallPicture } from './picture';

/** How much later than the connection is begun a weak machine packs its own picture: it shows the others first. */
const OTHERS_FIRST_MS = 1_500;

interface Surroundings {
  /** How the call stands. */
  readonly look: () => CallPicture;
  readonly onChange: (part: Partial<CallPicture>) => void;
  /** The screen could not be shown, though the person chose one. */
  readonly onShareFailed: () => void;
}

export class OwnDevices {
  /** Whether the microphone is on only while a key is held. */
  private isTalking = false;
  /** What was switched since the call began: who came back to it must not be heard or seen unasked. */
  private readonly wished: { microphone?: boolean; camera?: boolean } = {};
  private cameraDue: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly media: Media,
    private readonly around: Surroundings,
  ) {}

  /** Switch the microphone; who was muted and may lift it asks for that first. */
  async setMicrophone(isOn: boolean): Promise<void> {
    this.isTalking = false;
    const { roster } = this.around.look();
    const me = meOf(roster);
    if (isOn && me && !me.rights.microphone) {
      if (!mayUnmute(roster)) return;
      await changeException(roster.call.id, me.id, { microphone: null });
    }
    saveDevices({ microphoneOn: isOn });
    this.wished.microphone = isOn;
    await this.giveMicrophone(isOn);
  }

  /** Speak while a key is held. */
  async talk(isHeld: boolean): Promise<void> {
    if (isHeld === this.isTalking) return;
    const { roster, own } = this.around.look();
    if (isHeld && (own.microphone || !meOf(roster)?.rights.microphone)) return;
    this.isTalking = isHeld;
    await this.giveMicrophone(isHeld);
  }

  /** Switch the camera. */
  async setCamera(isOn: boolean): Promise<void> {
    clearTimeout(this.cameraDue);
    if (isOn && this.around.look().devices.lowTraffic) await this.choose({ lowTraffic: false });
    saveDevices({ cameraOn: isOn });
    this.wished.camera = isOn;
    await this.giveCamera(isOn);
  }

  /** Show the screen, or stop. Whoever closes the question changes nothing. */
  async setScreen(isOn: boolean): Promise<void> {
    await this.media.own.setScreen(isOn).catch((failure: unknown) => {
      const reason = explainRefusal(failure);
      if (reason !== 'denied' && reason !== 'dismissed') this.around.onShareFailed();
    });
  }

  /** Use other devices or habits from now on. */
  async choose(change: Partial<Devices>): Promise<void> {
    const devices = saveDevices(change);
    this.around.onChange({ devices });
    if (change.lowTraffic === true && this.around.look().own.camera) await this.setCamera(false);
    await this.media.chooseDevices(devices);
  }

  /** Switch on what the person left on, or had on before the connection was cut. */
  async switchOnWished(): Promise<void> {
    const { devices, roster } = this.around.look();
    const rights = meOf(roster)?.rights;
    const wantsMicrophone = (this.wished.microphone ?? devices.microphoneOn) && rights?.microphone === true;
    const wantsCamera =
      (this.wished.camera ?? devices.cameraOn) && rights?.camera === true && !devices.lowTraffic;
    await Promise.all([
      this.giveMicrophone(wantsMicrophone),
      wantsCamera && isWeak() ? this.beginCameraLater() : this.giveCamera(wantsCamera),
    ]);
  }

  /** Begin nothing more. */
  stop(): void {
    clearTimeout(this.cameraDue);
  }

  /** The server takes away what is sent without a right; the device's light is to go out, too. */
  letGo(right: string): void {
    const { own } = this.around.look();
    if (right === 'microphone' || right === 'camera') this.wished[right] = false;
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
    return this.give('microphoneRefused', () => this.media.own.setMicrophone(isOn));
  }

  private giveCamera(isOn: boolean): Promise<void> {
    return this.give('cameraRefused', () => this.media.own.setCamera(isOn));
  }

  /** Switch a device, and remember why the browser gave none. */
  private async give(kind: 'microphoneRefused' | 'cameraRefused', act: () => Promise<void>): Promise<void> {
    let refusal: MediaRefusal | undefined;
    try {
      await act();
    } catch (failure) {
      refusal = explainRefusal(failure);
    }
    this.around.onChange({ own: { ...this.around.look().own, [kind]: refusal } });
  }
}
