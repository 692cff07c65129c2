import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { NotificationRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { timeOfDay } from '@/shared/i18n/time';
import { useSync } from '@/shared/sync/SyncProvider';
import { signalSettings } from '@/shared/sync/signal-settings';
import { useOverlays } from '@/shared/ui/Overlays';

/** Older notifications are listed in the profile and not shown here. */
const FRESH_MS = 15 * 60_000;

/** Show that a distance lesson was published, with a link to it. */
export function useLessonNotifications(): void {
  const sync = useSync();
  const navigate = useNavigate();
  const { note } = useOverlays();
  useEffect(
    () =>
      sync.onUpdates(({ updates }) => {
        for (const update of updates) {
          const lesson = update.kind === 'notification' ? lessonOf(update.value, Date.now()) : undefined;
          if (!lesson) continue;
          const open = () => void navigate({ to: '/lesson/$lessonId', params: { lessonId: lesson.id } });
          note({ text: lesson.words, act: { title: t('chats.openLesson'), onAct: open } });
          notify(lesson.id, lesson.words, open);
        }
      }),
    [sync, navigate, note],
  );
}

function lessonOf({ code, params, at, is_read }: NotificationRead, now: number) {
  const { lesson_id, title, starts_at, child } = params;
  const isFresh = !is_read && now - Date.parse(at) < FRESH_MS;
  if (code !== 'lesson_published' || !isFresh) return undefined;
  if (typeof lesson_id !== 'string' || typeof title !== 'string' || typeof starts_at !== 'string') {
    return undefined;
  }
  const what = { title, time: timeOfDay(starts_at) };
  const words =
    typeof child === 'string' && child !== ''
      ? t('chats.lessonPublishedFor', { ...what, child })
      : t('chats.lessonPublished', what);
  return { id: lesson_id, words };
}

function notify(lessonId: string, words: string, open: () => void): void {
  const isWanted = signalSettings().notifications && document.hidden;
  if (!isWanted || !('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    const notification = new Notification(words, { tag: `lesson ${lessonId}`, icon: '/icon.svg' });
    notification.onclick = () => {
      window.focus();
      open();
      notification.close();
    };
  } catch {
    // Phones allow notifications only from service workers; the note is shown in any case.
  }
}
