import { act, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { anna, lesson, participant } from '@/shared/testing/call';
import { startTestTexts } from '@/shared/testing/texts';
import { NO_MEDIA, type OwnMedia } from '../model/warnings';
import type { CallSession } from '../session/session';
import { sitInCall } from '../testing';
import { WarningBar } from './WarningBar';

beforeAll(startTestTexts);

const misha = participant('misha', { name: 'Миша Ким' });

async function look(own: Partial<OwnMedia>) {
  const seat = await sitInCall([misha, anna]);
  const shown = seat.show(<WarningBar session={withMedia(seat.session, own)} announcements={[]} />);
  return { ...seat, ...shown };
}

/** Return the session as it is with this state of the own media. */
function withMedia(session: CallSession, own: Partial<OwnMedia>): CallSession {
  const snapshot = () => {
    const { own: real, ...rest } = session.snapshot;
    return { ...rest, own: { ...NO_MEDIA, ...own, microphone: real.microphone } };
  };
  return new Proxy(session, {
    get: (target, name) => {
      const value: unknown = name === 'snapshot' ? snapshot() : Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const told = () =>
  screen
    .getAllByRole('status')
    .map((status) => status.textContent)
    .filter(Boolean);

it('says that one speaks unheard, and switches the microphone on', async () => {
  const { user, session } = await look({ isMutedSpeech: true });
  expect(told()).toEqual([expect.stringContaining('Вас не слышно: микрофон выключен.')]);
  await user.click(screen.getByRole('button', { name: 'Включить микрофон' }));
  await waitFor(() => expect(session.snapshot.own.microphone).toBe(true));
  expect(told()).toEqual([]);
});

it.each([
  ['and none works in its place', false, 'Микрофон отключился от устройства.'],
  ['and another one works', true, 'Микрофон отключился, работает другой.'],
])('says that the microphone was unplugged, %s', async (_which, isOn, words) => {
  const { session } = await look({ isMicrophoneLost: true });
  if (isOn) await act(() => session.setMicrophone(true));
  expect(told()[0]).toContain(words);
  expect(screen.getByRole('button', { name: 'Выбрать микрофон' })).toBeTruthy();
});

it('says when the call closes without its teacher, until they are back', async () => {
  const { tell } = await look({});
  tell({ kind: 'call', value: lesson({ closes_at: '2026-11-23T19:08:00Z' }) });
  expect(told()).toEqual([expect.stringMatching(/^Учитель вышел\. Звонок закроется в \d\d:08\.$/)]);
  tell({ kind: 'call', value: lesson() });
  expect(told()).toEqual([]);
});

it('offers no button where only the browser’s own settings help', async () => {
  await look({ cameraRefused: 'denied' });
  expect(told()[0]).toContain('Нажмите на значок слева от адреса страницы');
  expect(screen.getAllByRole('button')).toHaveLength(1);
});

it('saves traffic by one press when the connection is weak', async () => {
  const { user, session } = await look({ quality: 'weak' });
  await user.click(screen.getByRole('button', { name: 'Экономить трафик' }));
  expect(session.snapshot.devices.lowTraffic).toBe(true);
  expect(told()).toEqual([]);
  await session.chooseDevices({ lowTraffic: false });
});

it('has one place for what the page tells of the call and for its own notices', async () => {
  const { session, show } = await sitInCall([misha, anna]);
  const announcements = [{ key: 1, words: 'Вам разрешили говорить' }];
  show(
    <WarningBar session={withMedia(session, { isDeaf: true })} announcements={announcements}>
      <p role="status">Звоним: Анна…</p>
    </WarningBar>,
  );
  const calling = screen.getByText('Звоним: Анна…');
  const among = [...(calling.parentElement?.children ?? [])].map(({ textContent }) => textContent);
  expect(among).toEqual([
    '',
    'Звоним: Анна…',
    expect.stringContaining('Браузер не воспроизводит звук.'),
    'Вам разрешили говорить',
  ]);
});

it('shows the two most urgent, and puts one away for the whole call', async () => {
  const { user } = await look({ isDeaf: true, microphoneRefused: 'busy', quality: 'lost' });
  expect(told()).toHaveLength(2);
  expect(told()[0]).toContain('Браузер не воспроизводит звук.');
  await user.click(screen.getAllByRole('button', { name: 'Скрыть сообщение' })[0] as HTMLElement);
  expect(told()[0]).toContain('Микрофон не включён.');
  expect(told()[1]).toContain('Слабая связь.');
});

it('says that one shows the screen, with the way to stop', async () => {
  await look({ screen: true });
  expect(told()).toContain('Вы показываете экранОстановить');
});
