/** What one sends oneself: camera, microphone and screen. */
import type { LocalParticipant, LocalTrack, LocalTrackPublication, Room } from 'livekit-client';
import { cameraWanted, type Devices, microphoneWanted } from '@/shared/media/devices';
import type { DeviceKind, Tried } from '@/shared/media/tried';
import type { Library } from './library';
import { cameraOptions, screenOptions } from './options';

export class Sending {
  private room: Room | undefined;
  private library: Library | undefined;

  constructor(
    private devices: Devices,
    private readonly tried: Tried,
    private readonly onChange: () => void,
  ) {}

  /** Send over this connection from now on; before it stands, what is switched on waits for it. */
  over(room: Room, library: Library): void {
    this.room = room;
    this.library = library;
  }

  /** The microphone as the browser gives it; also while it is muted. */
  get microphone(): MediaStreamTrack | undefined {
    return this.published('Microphone')?.track?.mediaStreamTrack;
  }

  /** Switch the microphone. Rejects where the browser gives none. */
  async setMicrophone(isOn: boolean): Promise<void> {
    const wanted = microphoneWanted(this.devices);
    const tried = this.takeTried('microphone', isOn);
    await this.change((self, { LocalAudioTrack, Track: { Source } }) => {
      if (!tried) return self.setMicrophoneEnabled(isOn, wanted);
      return self.publishTrack(new LocalAudioTrack(tried, wanted, false) as LocalTrack, {
        source: Source.Microphone,
      });
    });
  }

  /** Switch the camera. Rejects where the browser gives none. */
  async setCamera(isOn: boolean): Promise<void> {
    const tried = this.takeTried('camera', isOn);
    await this.change((self, { LocalVideoTrack, Track: { Source } }) => {
      if (!tried) return self.setCameraEnabled(isOn, cameraOptions(this.devices));
      return self.publishTrack(new LocalVideoTrack(tried, cameraWanted(this.devices), false) as LocalTrack, {
        source: Source.Camera,
      });
    });
  }

  /** Send nothing more; what ran at the door and was never sent is let go of. */
  stop(): void {
    this.room = undefined;
    this.tried.stop();
  }

  /** Show the screen with its sound, or stop. Rejects where it was not chosen. */
  async setScreen(isOn: boolean): Promise<void> {
    await this.change((self, library) => {
      const { capture, publish } = screenOptions(library);
      return self.setScreenShareEnabled(isOn, capture, publish);
    });
  }

  /** Use other devices from now on, in the running call too. */
  async choose(devices: Devices): Promise<void> {
    const before = this.devices;
    this.devices = devices;
    const isOtherSound =
      devices.microphone !== before.microphone || devices.noiseSuppression !== before.noiseSuppression;
    const microphone = this.published('Microphone')?.audioTrack;
    if (isOtherSound && microphone) await microphone.restartTrack(microphoneWanted(devices));
    const camera = this.published('Camera')?.videoTrack;
    if (devices.camera !== before.camera && camera) await camera.restartTrack(cameraOptions(devices));
    this.onChange();
  }

  private takeTried(kind: DeviceKind, isOn: boolean): MediaStreamTrack | undefined {
    if (isOn) return this.tried.take(kind);
    this.tried.release(kind);
    return undefined;
  }

  /** Do it over the connection that there is. Where that went meanwhile, there is nothing to complain about. */
  private async change(act: (self: LocalParticipant, library: Library) => Promise<unknown>): Promise<void> {
    const { room, library } = this;
    if (!room || !library) return;
    try {
      await act(room.localParticipant, library);
    } catch (failure) {
      if (room === this.room) throw failure;
    }
    this.onChange();
  }

  private published(source: 'Microphone' | 'Camera'): LocalTrackPublication | undefined {
    if (!this.library) return undefined;
    return this.room?.localParticipant.getTrackPublication(this.library.Track.Source[source]);
  }
}
