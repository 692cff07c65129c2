/** Camera and microphone that run at a call's door: the call goes on with them, and no light blinks in between. */

export type DeviceKind = 'camera' | 'microphone';

const running = new Map<DeviceKind, MediaStreamTrack>();

/** Say that this track runs at the door, until the answer is called. */
export function showTried(kind: DeviceKind, track: MediaStreamTrack): () => void {
  running.set(kind, track);
  return () => {
    if (running.get(kind) === track) running.delete(kind);
  };
}

/** Copies of what runs at the door, each to be used once; the door stops its own when it closes. */
export class Tried {
  private readonly copies = new Map<DeviceKind, MediaStreamTrack>();

  constructor() {
    for (const [kind, track] of running) {
      if (track.readyState === 'live') this.copies.set(kind, track.clone());
    }
  }

  /** Give the device's track, unless it ended or was taken before. */
  take(kind: DeviceKind): MediaStreamTrack | undefined {
    const copy = this.copies.get(kind);
    this.copies.delete(kind);
    return copy?.readyState === 'live' ? copy : undefined;
  }

  /** Let go of a device that is not to be used, if nobody took it. */
  release(kind: DeviceKind): void {
    this.copies.get(kind)?.stop();
    this.copies.delete(kind);
  }

  /** Let go of all that nobody took. */
  stop(): void {
    for (const kind of this.copies.keys()) this.release(kind);
  }
}
