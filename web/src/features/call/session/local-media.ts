/** The person's own camera, microphone and screen. */
import type { LocalParticipant, LocalTrack, LocalTrackPublication, Room } from 'livekit-client';
import { cameraWanted, type Devices, microphoneWanted } from '@/shared/media/devices';
import type { DeviceKind, PreparedTracks } from '@/shared/media/prepared-tracks';
import type { Library } from './library';
import { cameraOptions, screenOptions } from './options';

const SOURCES = [
  ['microphone', 'Microphone'],
  ['camera', 'Camera'],
] as const satisfies readonly (readonly [DeviceKind, string])[];

export class LocalMedia {
  private room: Room | undefined;
  private library: Library | undefined;
  private readonly watched = new WeakSet<MediaStreamTrack>();

  constructor(
    private devices: Devices,
    private readonly prepared: PreparedTracks,
    private readonly onChange: () => void,
    /** A device ended by itself: it was unplugged, or taken away. */
    private readonly onLost: (kind: DeviceKind) => void,
  ) {}

  /** Notice when the devices that are sent end by themselves. */
  watch(): void {
    for (const [kind, source] of SOURCES) {
      const track = this.published(source)?.track?.mediaStreamTrack;
      if (!track || this.watched.has(track)) continue;
      this.watched.add(track);
      track.addEventListener('ended', () => {
        if (this.room) this.onLost(kind);
      });
    }
  }

  /** Use this connection; what is switched on before it is established waits for it. */
  attach(room: Room, library: Library): void {
    this.room = room;
    this.library = library;
  }

  /** The browser's microphone track; also while it is muted. */
  get microphone(): MediaStreamTrack | undefined {
    return this.published('Microphone')?.track?.mediaStreamTrack;
  }

  /** Switch the microphone. Rejects if the browser provides none. */
  async setMicrophone(isOn: boolean): Promise<void> {
    const wanted = microphoneWanted(this.devices);
    const tried = this.takePrepared('microphone', isOn);
    await this.change((self, { LocalAudioTrack, Track: { Source } }) => {
      if (!tried) return self.setMicrophoneEnabled(isOn, wanted);
      return self.publishTrack(new LocalAudioTrack(tried, wanted, false) as LocalTrack, {
        source: Source.Microphone,
      });
    });
  }

  /** Switch the camera. Rejects if the browser provides none. */
  async setCamera(isOn: boolean): Promise<void> {
    const tried = this.takePrepared('camera', isOn);
    await this.change((self, { LocalVideoTrack, Track: { Source } }) => {
      if (!tried) return self.setCameraEnabled(isOn, cameraOptions(this.devices));
      return self.publishTrack(new LocalVideoTrack(tried, cameraWanted(this.devices), false) as LocalTrack, {
        source: Source.Camera,
      });
    });
  }

  /** Stop sending; release the tracks of the entry screen that were never sent. */
  stop(): void {
    this.room = undefined;
    this.prepared.stop();
  }

  /** Share the screen with its sound, or stop. Rejects if no screen was chosen. */
  async setScreen(isOn: boolean): Promise<void> {
    await this.change((self, library) => {
      const { capture, publish } = screenOptions(library);
      return self.setScreenShareEnabled(isOn, capture, publish);
    });
  }

  /** Use other devices, also in the running call. */
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

  private takePrepared(kind: DeviceKind, isOn: boolean): MediaStreamTrack | undefined {
    if (isOn) return this.prepared.take(kind);
    this.prepared.release(kind);
    return undefined;
  }

  /** Run it on the current connection. If that was lost meanwhile, the failure is ignored. */
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
