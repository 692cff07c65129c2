import type * as LiveKit from 'livekit-client';
import { loadPart } from '@/shared/offline/parts';

/** The media server's client library. */
export type Library = typeof LiveKit;

let loading: Promise<Library> | undefined;

/** Load the media library; the device screen starts it early. */
export function loadLibrary(): Promise<Library> {
  loading ??= loadPart(() => import('livekit-client')).catch((failure: unknown) => {
    loading = undefined;
    throw failure;
  });
  return loading;
}
