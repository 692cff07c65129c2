/** The options for capturing, publishing and receiving media. */
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

/** Return the options of a connection. */
export function roomOptions(library: Library, devices: Devices): RoomOptions {
  return {
    // Videos are requested in the size in which they are shown, and sent only if somebody views them.
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

/** Return the camera's capture options; a missing device falls back to any other. */
export function cameraOptions({ camera }: Devices): VideoCaptureOptions {
  return { deviceId: { ideal: camera ?? 'default' }, resolution: cameraSize() };
}

/** Return the options of a shared screen: sharp text before smooth motion, with its sound if available. */
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
      // One smaller layer for people who save traffic.
      screenShareSimulcastLayers: [new library.VideoPreset(640, 360, 200_000, 3)],
    },
  };
}

/** A weak machine keeps the resolution, so that text stays sharp, and lowers the frame rate. */
function screenPreset({ ScreenSharePresets, VideoPreset }: Library): VideoPreset {
  return isWeak() ? new VideoPreset(1920, 1080, 1_500_000, 5) : ScreenSharePresets.h1080fps15;
}

/** Return the shown level of a connection's quality. */
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
