import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { applyInboxUpdates } from '@/data/inbox/inbox';
import { notify } from '@/data/messenger/notify';
import { useSync } from '@/data/messenger/SyncProvider';
import { refetchAfter } from '@/shared/api/causes';
import type { NotificationRead } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { schoolTime } from '@/shared/i18n/time';
import type { EntityUpdate } from '@/shared/stream/wire';
import { useOverlays } from '@/shared/ui/Overlays';

/** Older notifications are listed and not shown here. */
const FRESH_MS = 15 * 60_000;

/** Keep the notifications current, and show at once that a distance lesson was published, with a link to it. */
export function useInbox(): void {
  const sync = useSync();
  const client = useQueryClient();
  const show = useShowLesson();
  const onStep = useEffectEvent((updates: readonly EntityUpdate[]) => {
    applyInboxUpdates(client, 'messenger', updates);
    show(updates);
  });
  useEffect(
    () =>
      sync.followInbox({
        onStep: (_, { updates }) => onStep(updates),
        onResync: () => void refetchAfter(client, 'inbox resync'),
      }),
    [sync, client],
  );
}

function useShowLesson() {
  const navigate = useNavigate();
  const { note } = useOverlays();
  return (updates: readonly EntityUpdate[]) => {
    for (const update of updates) {
      const lesson = update.kind === 'notification' ? lessonOf(update.value, serverNow()) : undefined;
      if (!lesson) continue;
      const open = () => void navigate({ to: '/lesson/$lessonId', params: { lessonId: lesson.id } });
      note({ text: lesson.words, act: { title: t('chats.openLesson'), onAct: open } });
      notify({ title: lesson.words, tag: `lesson ${lesson.id}`, onOpen: open });
    }
  };
}

function lessonOf(notification: NotificationRead, now: number) {
  const { kind, target_id, params, child, at, read_at, is_withdrawn } = notification;
  const { title, starts_at, time_zone } = params;
  const isFresh = !read_at && !is_withdrawn && now - Date.parse(at) < FRESH_MS;
  if (kind !== 'lesson_published' || !isFresh || target_id === null) return undefined;
  if (typeof title !== 'string' || typeof starts_at !== 'string') return undefined;
  const zone = typeof time_zone === 'string' ? time_zone : undefined;
  const what = { title, time: schoolTime(starts_at, zone) };
  const words = child ? t('chats.lessonPublishedFor', { ...what, child }) : t('chats.lessonPublished', what);
  return { id: target_id, words };
}
