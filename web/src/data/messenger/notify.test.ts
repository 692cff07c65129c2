import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { notify } from './notify';

/** The notifications of the system that were shown. */
let shown: SystemNotification[];

class SystemNotification {
  static permission = 'granted';
  onclick: (() => void) | undefined;
  close = vi.fn();

  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    shown.push(this);
  }
}

/** The person wants notifications of the system, or not. */
const wants = (notifications: boolean) =>
  localStorage.setItem('parta.signals', JSON.stringify({ notifications }));

beforeEach(() => {
  shown = [];
  SystemNotification.permission = 'granted';
  vi.stubGlobal('Notification', SystemNotification);
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  wants(true);
});
afterEach(() => vi.unstubAllGlobals());

it('is shown to who looks elsewhere, and leads to what it tells of', () => {
  const onOpen = vi.fn();
  vi.spyOn(window, 'focus').mockImplementation(() => undefined);
  notify({ title: '7Б', body: 'Анна Сергеевна: Завтра в 8', tag: 'class', onOpen });
  expect(shown[0]).toMatchObject({
    title: '7Б',
    options: { body: 'Анна Сергеевна: Завтра в 8', tag: 'class' },
  });
  shown[0]?.onclick?.();
  expect(onOpen).toHaveBeenCalledOnce();
  expect(shown[0]?.close).toHaveBeenCalledOnce();
});

it('is closed by who has shown it', () => {
  notify({ title: 'Анна Сергеевна', tag: 'ring', isLasting: true })();
  expect(shown[0]?.options.requireInteraction).toBe(true);
  expect(shown[0]?.close).toHaveBeenCalledOnce();
});

it.each([
  ['does not want them', () => wants(false)],
  ['looks at the page', () => vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)],
  [
    'has not permitted them',
    () => {
      SystemNotification.permission = 'default';
    },
  ],
  ['has a browser without them', () => Reflect.deleteProperty(window, 'Notification')],
])('is not shown to who %s', (_, happens) => {
  happens();
  expect(() => notify({ title: '7Б', tag: 'class' })()).not.toThrow();
  expect(shown).toEqual([]);
});
