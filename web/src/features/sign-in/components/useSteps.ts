import { useState } from 'react';
import { localNow } from '@/shared/clock';
import { useClosedByBack } from '@/shared/ui/back';
import { beginDraft, type Draft, forgetDraft, type Known, readDraft, saveDraft } from '../model/draft';
import { type Screen, type Step, screenOf, type Way } from '../model/screen';

interface Start {
  /** The server's step, while it is known. */
  readonly step: Step | undefined;
  /** The number of the attempt, or of one that has ended. */
  readonly phone: string;
  /** True if the page says why one signs in: then it begins with the number. */
  readonly skipsStart: boolean;
  readonly known: Known | undefined;
}

/** The steps of signing in as one goes through them, forth and back: each has its entry in the history. */
export function useSteps({ step, phone, skipsStart, known }: Start) {
  const [way, setWay] = useState<Way>();
  const [isAtStart, setIsAtStart] = useState(false);
  const [isCorrecting, setIsCorrecting] = useState(false);
  const [wantsPassword, setWantsPassword] = useState(false);
  const [kept, setKept] = useState(() => readDraft(localStorage, localNow()));
  const draft = kept?.phone === phone ? kept : beginDraft(phone, known);
  const hasBegun = skipsStart || (!isAtStart && (way !== undefined || phone !== ''));
  const screen: Screen | undefined =
    step && screenOf(step, { hasBegun, isCorrecting, wantsPassword, page: draft.page });

  const change = (next: Draft) => {
    setKept(next);
    saveDraft(localStorage, next, localNow());
  };
  const forget = () => {
    setKept(undefined);
    forgetDraft(localStorage);
  };
  const toStart = () => setIsAtStart(true);
  const toPhone = () => {
    setWantsPassword(false);
    setIsCorrecting(true);
  };
  const toCode = () => setWantsPassword(false);
  const toDetails = () => change({ ...draft, page: 'details' });
  const isPastPhone = screen !== undefined && !['start', 'phone', 'done'].includes(screen);
  useClosedByBack(!skipsStart && (screen === 'phone' || isPastPhone), toStart);
  useClosedByBack(isPastPhone, toPhone);
  useClosedByBack(screen === 'password', toCode);
  useClosedByBack(screen === 'check', toDetails);

  return {
    screen,
    way: way ?? 'enter',
    draft,
    change,
    forget,
    begin: (chosen: Way) => {
      setWay(chosen);
      setIsAtStart(false);
    },
    /** What follows the number is shown; of another number nothing is kept. */
    leavePhone: (sent: string) => {
      setIsCorrecting(false);
      if (kept && kept.phone !== sent) forget();
    },
    wantPassword: () => setWantsPassword(true),
    toStart: skipsStart ? undefined : toStart,
    toPhone,
    toCode,
  };
}
