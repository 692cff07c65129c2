import { useQuery } from '@tanstack/react-query';
import { createContext, type PropsWithChildren, use } from 'react';
import { routeQuery } from '@/shared/api/routes';
import type { JournalMe } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { dayKey } from '@/shared/i18n/time';

/** The query of the signed-in journal account; null without one. */
export const ME = routeQuery('/api/journal/me');

const Context = createContext<JournalMe | undefined>(undefined);

/** The signed-in journal account, or null. */
export function useJournalMe() {
  return useQuery(ME);
}

/** Provides the signed-in journal account. */
export function MeProvider({ me, children }: PropsWithChildren<{ readonly me: JournalMe }>) {
  return <Context value={me}>{children}</Context>;
}

/** Return the signed-in journal account. */
export function useMe(): JournalMe {
  const me = use(Context);
  if (!me) throw new Error('no <MeProvider> above');
  return me;
}

/** Return today in the school's time zone, and the day to show: the asked one, else today. */
export function useDays(asked: string | undefined): { readonly today: string; readonly on: string } {
  const { school } = useMe();
  const today = dayKey(new Date(serverNow()), school.time_zone);
  return { today, on: asked ?? today };
}
