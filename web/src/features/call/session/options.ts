/** How media are taken, sent and received. */
import type {
  RoomOptions,
  ScreenShareCaptureOptions,
  TrackPublishOptions,
  VideoCaptureOptions,
} from 'livekit-client';
import { type Devices, microphoneWanted } from '@/shared/media/devices';
import type { Quality } from '../model/people';
import type { Library } from './library';

/** Give the options of a connection. */
export function roomOptions({ VideoPresets, ScreenSharePresets }: Library, devices: Devices): RoomOptions {
  return {
    // Pictures are asked for as large as they are drawn, and sent only where somebody looks.
    adaptiveStream: true,
    dynacast: true,
    audioCaptureDefaults: microphoneWanted(devices),
    videoCaptureDefaults: cameraOptions(devices),
    ...(devices.speaker === undefined ? {} : { audioOutput: { deviceId: devices.speaker } }),
    publishDefaults: {
      simulcast: true,
      videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
      screenShareEncoding: ScreenSharePresets.h1080fps15.encoding,
    },
  };
}

/** Give how the camera is taken; one that is not plugged in today is no reason to have none. */
export function cameraOptions({ camera }: Devices): VideoCaptureOptions {
  const resolution = { width: 1280, height: 720, frameRate: 30 };
  return { deviceId: { ideal: camera ?? 'default' }, resolution };
}

/** Give the options of a shared screen: sharp letters rather than smooth motion, and its sound where there is one. */
export function screenOptions({ ScreenSharePresets, VideoPreset }: Library): {
  readonly capture: ScreenShareCaptureOptions;
  readonly publish: TrackPublishOptions;
} {
  return {
    capture: {
      audio: true,
      contentHint: 'detail',
      resolution: ScreenSharePresets.h1080fps15.resolution,
      selfBrowserSurface: 'include',
      surfaceSwitching: 'include',
    },
    publish: {
      screenShareEncoding: ScreenSharePresets.h1080fps15.encoding,
      // One smaller picture for who saves traffic.
      screenShareSimulcastLayers: [new VideoPreset(640, 360, 200_000, 3)],
    },
  };
}

/** Give what a person is told of a connection's quality. */
export function qualityOf(quality: string): Quality {
  switch (quality) {
    case 'excellent':
    case 'good':
      return 'good';
    case 'poor':
      return 'weak';
    case 'lost':
      return 'lost';
    default:
      return 'unknown';
  }
}
