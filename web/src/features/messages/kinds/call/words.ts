/** The texts of a call's card. Pure. */
import type { CallCardRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { dayAndTime } from '@/shared/i18n/time';

const MINUTE = 60_000;

/** Return the call in one line, for the list of chats; `isMine` for who called. */
export function callWords(card: CallCardRead, isMine: boolean): string {
  if (card.state === 'open') return t('messages.call.running');
  if (card.state === 'planned') {
    if (!card.starts_at) return t('messages.call.planned');
    return t('messages.call.plannedFor', { moment: dayAndTime(card.starts_at) });
  }
  return vainWords(card, isMine) ?? t('messages.call.lasted', { duration: durationWords(card) });
}

/** Return the text under the card's title. */
export function statusText(card: CallCardRead): string {
  if (card.state === 'open') return t('messages.call.present', { count: card.present });
  if (card.state === 'planned') return card.starts_at ? dayAndTime(card.starts_at) : '';
  const isVain = vainWords(card, false) !== undefined;
  return isVain ? (card.starts_at ? dayAndTime(card.starts_at) : '') : overWords(card);
}

/** Return the title of the card: its own, or the outcome of the call, as who called sees it or who was called. */
export function cardTitle(card: CallCardRead, isMine: boolean): string {
  const { title } = card;
  if (isCancelledPlan(card))
    return title ? t('messages.call.calledOff', { title }) : t('messages.call.cancelled');
  if (title) return title;
  if (card.state === 'open') return t('messages.call.running');
  if (card.state === 'planned') return t('messages.call.planned');
  return vainWords(card, isMine) ?? t('messages.call.call');
}

/** Return the text of a call that nobody took: for who called that there was no answer, for the other that it was missed. */
function vainWords(card: CallCardRead, isMine: boolean): string | undefined {
  const { end_reason } = card;
  if (end_reason === 'refused') return t('messages.call.refused');
  if (isCancelledPlan(card)) return t('messages.call.cancelled');
  if (end_reason !== 'missed' && end_reason !== 'cancelled') return undefined;
  if (!isMine) return t('messages.call.missed');
  return t(end_reason === 'missed' ? 'messages.call.unanswered' : 'messages.call.cancelled');
}

/** True if the call was planned, and called off before it began. */
function isCancelledPlan({ end_reason, opened_at }: CallCardRead): boolean {
  return end_reason === 'cancelled' && opened_at === null;
}

/** Return how long the call lasted, or that nobody came: a call lasts as long as somebody is in it. */
function overWords(card: CallCardRead): string {
  const isVoid = card.end_reason === 'empty' && card.opened_at === card.ended_at;
  return isVoid ? t('messages.call.nobodyCame') : t('messages.call.over', { duration: durationWords(card) });
}

function durationWords({ opened_at, ended_at }: CallCardRead): string {
  if (!opened_at || !ended_at) return t('messages.call.short');
  const minutes = Math.round((Date.parse(ended_at) - Date.parse(opened_at)) / MINUTE);
  return minutes < 1 ? t('messages.call.short') : t('messages.call.minutes', { count: minutes });
}
