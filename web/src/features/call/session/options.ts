/** How media are taken, sent and received. */
import type {
  RoomOptions,
  ScreenShareCaptureOptions,
  TrackPublishOptions,
  VideoCaptureOptions,
  VideoPreset,
} from 'livekit-client';
import { cameraSize, type Devices, isWeak, microphoneWanted } from '@/shared/media/devices';
import type { Quality } from '../model/people';
import type { Library } from './library';

/** Give the options of a connection. */
export function roomOptions(library: Library, devices: Devices): RoomOptions {
  return {
    // Pictures are asked for as large as they are drawn, and sent only where somebody looks.
    adaptiveStream: true,
    dynacast: true,
    audioCaptureDefaults: microphoneWanted(devices),
    videoCaptureDefaults: cameraOptions(devices),
    ...(devices.speaker === undefined ? {} : { audioOutput: { deviceId: devices.speaker } }),
    publishDefaults: {
      simulcast: true,
      videoSimulcastLayers: [library.VideoPresets.h180, library.VideoPresets.h360],
      screenShareEncoding: screenPreset(library).encoding,
    },
  };
}

/** Give how the camera is taken; one that is not plugged in today is no reason to have none. */
export function cameraOptions({ camera }: Devices): VideoCaptureOptions {
  return { deviceId: { ideal: camera ?? 'default' }, resolution: cameraSize() };
}

/** Give the options of a shared screen: sharp letters rather than smooth motion, and its sound where there is one. */
export function screenOptions(library: Library): {
  readonly capture: ScreenShareCaptureOptions;
  readonly publish: TrackPublishOptions;
} {
  const { resolution, encoding } = screenPreset(library);
  return {
    capture: {
      audio: true,
      contentHint: 'detail',
      resolution,
      selfBrowserSurface: 'include',
      surfaceSwitching: 'include',
    },
    publish: {
      screenShareEncoding: encoding,
      // One smaller picture for who saves traffic.
      screenShareSimulcastLayers: [new library.VideoPreset(640, 360, 200_000, 3)],
    },
  };
}

/** A weak machine shows as many points, so that letters stay sharp, and fewer pictures. */
function screenPreset({ ScreenSharePresets, VideoPreset }: Library): VideoPreset {
  return isWeak() ? new VideoPreset(1920, 1080, 1_500_000, 5) : ScreenSharePresets.h1080fps15;
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
