import {
  Icon24BrushOutline,
  Icon24Fullscreen,
  Icon24FullscreenExit,
  Icon24GearOutline,
  Icon24HandOutline,
  Icon24MessageOutline,
  Icon24MicrophoneSlashOutline,
  Icon24PhoneDown,
  Icon24PictureInPicture16x9Outline,
  Icon24ScreencastOutline,
  Icon24Square4Outline,
  Icon24UsersOutline,
  Icon24Videocam2SlashOutline,
  Icon24VideocamOutline,
  Icon24VoiceOutline,
} from '@vkontakte/icons';
import type { ComponentType } from 'react';
import type { ActionName } from '../model/toolbar';

type Sign = ComponentType<{
  readonly width?: number;
  readonly height?: number;
  readonly 'aria-hidden'?: boolean;
}>;

/** The icons of the controls: off, and on where that differs. */
export const SIGNS: Readonly<Record<ActionName, readonly [off: Sign, on: Sign]>> = {
  microphone: [Icon24MicrophoneSlashOutline, Icon24VoiceOutline],
  camera: [Icon24Videocam2SlashOutline, Icon24VideocamOutline],
  share: [Icon24ScreencastOutline, Icon24ScreencastOutline],
  hand: [Icon24HandOutline, Icon24HandOutline],
  board: [Icon24BrushOutline, Icon24BrushOutline],
  chat: [Icon24MessageOutline, Icon24MessageOutline],
  people: [Icon24UsersOutline, Icon24UsersOutline],
  layout: [Icon24Square4Outline, Icon24Square4Outline],
  settings: [Icon24GearOutline, Icon24GearOutline],
  minimise: [Icon24PictureInPicture16x9Outline, Icon24PictureInPicture16x9Outline],
  expand: [Icon24Fullscreen, Icon24FullscreenExit],
  leave: [Icon24PhoneDown, Icon24PhoneDown],
};
