import { describe, expect, it } from 'vitest';
import { duration } from './duration';
import { isMutedSpeech, isSilent, nextVoice, QUIET, type Voice } from './voice';
import { NO_MEDIA, type OwnMedia, type Phase, type WarningName, warningsOf } from './warnings';

function warnings(
  media: Partial<OwnMedia>,
  more: { phase?: Phase; lowTraffic?: boolean; dismissed?: WarningName[] } = {},
) {
  const { phase = 'connected', lowTraffic = false, dismissed = [] } = more;
  return warningsOf({
    phase,
    media: { ...NO_MEDIA, ...media },
    mayMicrophone: true,
    lowTraffic,
    dismissed: new Set(dismissed),
  });
}

describe('what is wrong, and what helps', () => {
  it.each<[string, Partial<OwnMedia>, object]>([
    ['one is not heard', { isMutedSpeech: true }, { name: 'unheard', remedy: 'unmute' }],
    [
      'the microphone gives nothing',
      { isSilent: true, microphone: true },
      { name: 'silent', remedy: 'settings' },
    ],
    ['no sound is played', { isDeaf: true }, { name: 'deaf', remedy: 'startSound' }],
    [
      'the camera is busy',
      { cameraRefused: 'busy' },
      { name: 'cameraRefused', reason: 'busy', remedy: 'askCamera' },
    ],
    ['the connection is bad', { quality: 'weak' }, { name: 'weak', remedy: 'saveTraffic' }],
  ])('%s', (_what, media, warning) => {
    expect(warnings(media)).toEqual([warning]);
  });

  it.each(['denied', 'insecure'] as const)('offers no button that would lie: %s', (reason) => {
    expect(warnings({ microphoneRefused: reason })).toEqual([{ name: 'microphoneRefused', reason }]);
  });

  it.each([
    ['while the connection is away', { isDeaf: true }, { phase: 'reconnecting' as const }],
    ['while traffic is saved already', { quality: 'weak' as const }, { lowTraffic: true }],
    ['once it was put away', { isMutedSpeech: true }, { dismissed: ['unheard' as const] }],
    ['of silence while the microphone is off', { isSilent: true }, {}],
  ])('says nothing %s', (_when, media, more) => {
    expect(warnings(media, more)).toEqual([]);
  });
});

describe('one’s own voice', () => {
  const voiceAfter = (levels: readonly number[], isOn: boolean): Voice =>
    levels.reduce((voice, level) => nextVoice(voice, level, isOn), QUIET);
  const times = (count: number, level: number) => Array.from({ length: count }, () => level);

  it('is unheard when one speaks with the microphone off', () => {
    expect(isMutedSpeech(voiceAfter(times(8, 0.5), false))).toBe(true);
  });

  it.each([
    ['one knock on the table', [0.9, 0, 0, 0, 0, 0], false],
    ['speech that is heard', times(20, 0.5), true],
    ['quiet', times(50, 0.02), false],
    ['speech that ended a while ago', [...times(8, 0.5), ...times(60, 0)], false],
  ])('is not unheard: %s', (_what, levels, isOn) => {
    expect(isMutedSpeech(voiceAfter(levels, isOn))).toBe(false);
  });

  it('is silent when a microphone that is on gives nothing for long', () => {
    expect(isSilent(voiceAfter(times(100, 0), true))).toBe(true);
    expect(isSilent(voiceAfter(times(100, 0.001), true))).toBe(false);
    expect(isSilent(voiceAfter(times(100, 0), false))).toBe(false);
  });
});

it.each([
  [0, '0:00'],
  [249_000, '4:09'],
  [3_753_000, '1:02:33'],
  [-5_000, '0:00'],
])('%i ms is %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
