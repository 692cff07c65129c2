/** What a notification says, by its kind and parameters, and where it leads. Pure. */

import type { NotificationRead } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { dayAndTime, dayKey, dayOnly, saidAsSchoolTime, timeOfDay } from '@/shared/i18n/time';
import { staffName } from '@/shared/person/person';

/** A notification in words. */
export interface Words {
  readonly title: string;
  /** What it is about: a lesson and its time, a device, a school. */
  readonly about: string;
  /** What else there is to know. */
  readonly more: string;
}

type Kind = NotificationRead['kind'];

/** Return the words of a notification, in the school's time zone. */
export function wordsOf(notification: NotificationRead, now = new Date(serverNow())): Words {
  const { kind, params } = notification;
  return { title: headingOf(notification), about: aboutOf(kind, params, now), more: moreOf(kind, params) };
}

/** Return the address that a notification leads to from a page of the messenger or of the journal. */
export function hrefOf(notification: NotificationRead, side: 'messenger' | 'journal'): string {
  const { target, target_id, child_id } = notification;
  if (target === 'profile' || target_id === null) return '/id';
  if (target === 'remote_lesson' && side === 'messenger') return `/lesson/${target_id}`;
  return `/journal/lessons/${target_id}${child_id ? `?diary=${child_id}` : ''}`;
}

function headingOf({ kind, params }: NotificationRead): string {
  if (kind === 'lesson_moved' && isSameTime(params)) return t('notifications.kind.other_classroom');
  return t(`notifications.kind.${kind}`);
}

function aboutOf(kind: Kind, params: Params, now: Date): string {
  const title = textOf(params, 'title');
  const startsAt = textOf(params, 'starts_at');
  if (kind === 'new_sign_in')
    return [textOf(params, 'device'), textOf(params, 'location')].filter(Boolean).join(', ');
  if (kind === 'link_refused') return textOf(params, 'school');
  if (!startsAt) return title;
  const zone = textOf(params, 'time_zone') || undefined;
  const moment = saidAsSchoolTime(unbroken(momentOf(startsAt, now, zone)), startsAt, zone);
  return t('notifications.lessonAt', { title, moment });
}

function moreOf(kind: Kind, params: Params): string {
  switch (kind) {
    case 'lesson_moved':
      return movedMore(params);
    case 'lesson_cancelled':
      return textOf(params, 'reason');
    case 'lesson_substituted':
      return t('notifications.taughtBy', { teacher: teacherOf(params) });
    case 'link_refused':
      return t('notifications.linkRefusedHint');
    case 'new_sign_in':
      return t('notifications.notYou');
    case 'password_changed':
    case 'password_removed':
      return t('notifications.passwordNotYours');
    default:
      return '';
  }
}

function movedMore(params: Params): string {
  const classroom = textOf(params, 'classroom');
  const day = textOf(params, 'from_on');
  const room = classroom ? t('notifications.classroom', { classroom }) : '';
  if (isSameTime(params) || !day) return room;
  const number = Number(params['from_number'] ?? 0);
  const dayInWords = dayOnly(day);
  const was = number
    ? t('notifications.was', { day: dayInWords, number })
    : t('notifications.wasOn', { day: dayInWords });
  return [room, unbroken(was)].filter(Boolean).join(', ');
}

type Params = NotificationRead['params'];

function momentOf(at: string, now: Date, zone: string | undefined): string {
  const isToday = dayKey(at, zone) === dayKey(now, zone);
  return isToday ? t('notifications.today', { time: timeOfDay(at, zone) }) : dayAndTime(at, now, zone);
}

/** Return the words on one line: a day is not parted from its month. */
function unbroken(words: string): string {
  return words.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
}

function isSameTime(params: Params): boolean {
  return params['on'] === params['from_on'] && params['number'] === params['from_number'];
}

function textOf(params: Params, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : '';
}

function teacherOf(params: Params): string {
  const teacher = params['teacher'];
  return isName(teacher) ? staffName(teacher) : '';
}

function isName(value: unknown): value is Parameters<typeof staffName>[0] {
  return typeof value === 'object' && value !== null && 'last_name' in value && 'first_name' in value;
}
