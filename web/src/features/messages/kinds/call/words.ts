/** The texts of a call's card. Pure. */
import type { CallCardRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { dayAndTime } from '@/shared/i18n/time';

const MINUTE = 60_000;

/** Return the call in one line, for the list of chats. */
export function callWords(card: CallCardRead): string {
  if (card.state === 'open') return t('messages.call.running');
  if (card.state === 'planned') {
    if (!card.starts_at) return t('messages.call.planned');
    return t('messages.call.plannedFor', { moment: dayAndTime(card.starts_at) });
  }
  return vainWords(card) ?? t('messages.call.lasted', { duration: durationWords(card) });
}

/** Return the text under the card's title. */
export function statusText(card: CallCardRead): string {
  if (card.state === 'open') return t('messages.call.present', { count: card.present });
  if (card.state === 'planned') return card.starts_at ? dayAndTime(card.starts_at) : '';
  return vainWords(card) === undefined ? t('messages.call.over', { duration: durationWords(card) }) : '';
}

/** Return the title of the card: the one that its message has, or the outcome of the call. */
export function cardTitle(card: CallCardRead, title: string): string {
  if (title) return title;
  if (card.state === 'open') return t('messages.call.running');
  if (card.state === 'planned') return t('messages.call.planned');
  return vainWords(card) ?? t('messages.call.call');
}

/** Return the text of an unanswered call. */
function vainWords({ end_reason }: CallCardRead): string | undefined {
  if (end_reason !== 'missed' && end_reason !== 'refused' && end_reason !== 'cancelled') return undefined;
  return t(`messages.call.${end_reason}`);
}

function durationWords({ opened_at, ended_at }: CallCardRead): string {
  if (!opened_at || !ended_at) return t('messages.call.short');
  const minutes = Math.round((Date.parse(ended_at) - Date.parse(opened_at)) / MINUTE);
  return minutes < 1 ? t('messages.call.short') : t('messages.call.minutes', { count: minutes });
}
