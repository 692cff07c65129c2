import type * as LiveKit from 'livekit-client';

/** The media server's own client. */
export type Library = typeof LiveKit;

let loading: Promise<Library> | undefined;

/** Load what carries media; the device screen may begin with it. */
export function loadLibrary(): Promise<Library> {
  loading ??= import('livekit-client').catch((failure: unknown) => {
    loading = undefined;
    throw failure;
  });
  return loading;
}
