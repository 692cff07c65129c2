import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { notify } from '@/data/messenger/notify';
import { signalSettings } from '@/data/messenger/signal-settings';
import type { Sync } from '@/data/messenger/sync';
import type { RingRead } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { calledName } from '@/shared/person/person';
import { electLeader } from '@/shared/stream/leader';
import { usePageName } from '@/shared/ui/page-title';
import { ringsNow } from './api';
import { isMissed, RINGS_FOR_MS, type Rings, ringingAt, withFound, withRing } from './model/rings';
import { playRingtone } from './ringtone';

/** Return the current ring; `onMissed` is called for missed calls. */
export function useRinging(sync: Sync, onMissed: (ring: RingRead) => void): RingRead | undefined {
  const [rings, setRings] = useState<Rings>(new Map());
  const [now, setNow] = useState(serverNow);
  useEffect(
    () =>
      sync.onUpdates(({ updates }) => {
        for (const update of updates) {
          if (update.kind !== 'ring') continue;
          setNow(serverNow());
          setRings((before) => withRing(before, update.value));
          if (isMissed(update.value)) onMissed(update.value);
        }
      }),
    [sync, onMissed],
  );
  const { data: found } = useQuery({ ...ringsNow, staleTime: 0 });
  useEffect(() => {
    if (found) setRings((before) => withFound(before, found));
  }, [found]);
  const ring = ringingAt(rings, now);
  const at = ring?.at;
  useEffect(() => {
    if (at === undefined) return;
    const left = Date.parse(at) + RINGS_FOR_MS - serverNow();
    const timer = setTimeout(() => setNow(serverNow()), Math.max(left, 0) + 1);
    return () => clearTimeout(timer);
  }, [at]);
  usePageName(ring && t('ringing.announce', { name: calledName(ring.caller) }));
  useSignals(sync, ring);
  return ring;
}

/** Sound and notification of a ring, made by one tab. */
function useSignals(sync: Sync, ring: RingRead | undefined): void {
  const [isLeader, setIsLeader] = useState(false);
  const me = sync.snapshot.world.me.id;
  useEffect(() => electLeader({ name: `ringing.${me}`, hasWork: () => false, onChange: setIsLeader }), [me]);
  const id = ring?.id;
  const name = ring && calledName(ring.caller);
  useEffect(() => {
    if (id === undefined || name === undefined || !isLeader) return;
    const stopSound = signalSettings().sound ? playRingtone() : () => undefined;
    const closeNotification = notify({
      title: name,
      body: t('ringing.calls'),
      tag: `ring ${id}`,
      isLasting: true,
    });
    return () => {
      stopSound();
      closeNotification();
    };
  }, [id, name, isLeader]);
}
