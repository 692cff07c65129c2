import type * as LiveKit from 'livekit-client';

/** The media server's client library. */
export type Library = typeof LiveKit;

let loading: Promise<Library> | undefined;

/** Load the media library; the device screen starts it early. */
export function loadLibrary(): Promise<Library> {
  loading ??= import('livekit-client').catch((failure: unknown) => {
    loading = undefined;
    throw failure;
  });
  return loading;
}
