/**
 * Camera and microphone running on the entry screen: the call continues with them, without switching the
 * devices off in between.
 */

export type DeviceKind = 'camera' | 'microphone';

const running = new Map<DeviceKind, MediaStreamTrack>();

/** Register a track running on the entry screen, until the returned function is called. */
export function prepareTrack(kind: DeviceKind, track: MediaStreamTrack): () => void {
  running.set(kind, track);
  return () => {
    if (running.get(kind) === track) running.delete(kind);
  };
}

/** Clones of the entry screen's tracks, each to be used once; the entry screen stops its own when it closes. */
export class PreparedTracks {
  private readonly copies = new Map<DeviceKind, MediaStreamTrack>();

  constructor() {
    for (const [kind, track] of running) {
      if (track.readyState === 'live') this.copies.set(kind, track.clone());
    }
  }

  /** Return the device's track, unless it has ended or was taken before. */
  take(kind: DeviceKind): MediaStreamTrack | undefined {
    const copy = this.copies.get(kind);
    this.copies.delete(kind);
    return copy?.readyState === 'live' ? copy : undefined;
  }

  /** Release a device that will not be used, if its track was not taken. */
  release(kind: DeviceKind): void {
    this.copies.get(kind)?.stop();
    this.copies.delete(kind);
  }

  /** Release all tracks that were not taken. */
  stop(): void {
    for (const kind of this.copies.keys()) this.release(kind);
  }
}
