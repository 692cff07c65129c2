import { createContext, type PropsWithChildren, use } from 'react';
import type { JournalMe } from '@/shared/api/schema';
import { dayKey } from '@/shared/i18n/time';
import { isDay } from '@/shared/school/days';
import { useAsked } from '@/shared/ui/address';

const Context = createContext<JournalMe | undefined>(undefined);

/** Lets the pages know who is signed in to the journal. */
export function MeProvider({ me, children }: PropsWithChildren<{ readonly me: JournalMe }>) {
  return <Context value={me}>{children}</Context>;
}

/** Give who is signed in to the journal. */
export function useMe(): JournalMe {
  const me = use(Context);
  if (!me) throw new Error('no <MeProvider> above');
  return me;
}

/** Give the day by the school's clock, and the day that the address asks for. */
export function useDays(): { readonly today: string; readonly on: string } {
  const { school } = useMe();
  const asked = useAsked('on');
  const today = dayKey(new Date(), school.time_zone);
  return { today, on: isDay(asked) ? asked : today };
}
