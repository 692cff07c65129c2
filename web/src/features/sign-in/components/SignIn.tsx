import { type ReactNode, useEffect, useState } from 'react';
import { localNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { loadOnce } from '@/shared/offline/parts';
import { ErrorState } from '@/shared/ui/ErrorState';
import forms from '@/shared/ui/forms.module.css';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useSignIn, useSignInState } from '../api';
import { type Draft, EMPTY_DRAFT, forgetDraft, readDraft, saveDraft } from '../model/draft';
import { progressOf, screenOf } from '../model/screen';
import { PhoneScreen } from './PhoneScreen';

// The number is asked for first; the steps after it load meanwhile.
const STEP = { waiting: <TextSkeleton rows={5} /> } as const;
const loadCode = () => import('./CodeScreen').then((module) => module.CodeScreen);
const loadPassword = () => import('./PasswordScreen').then((module) => module.PasswordScreen);
const CodeScreen = late(loadCode, STEP);
const PasswordScreen = late(loadPassword, STEP);

// Only new people need the profile questions.
const ProfileQuestions = late(
  () => import('./ProfileQuestions').then((module) => module.ProfileQuestions),
  STEP,
);

interface Props {
  /** Called when signed in. */
  readonly onDone: () => void;
  /** The reason for the sign-in, where it is not obvious. */
  readonly reason?: string;
  /** Shown below the first screen: people of the demo school. */
  readonly below?: ReactNode;
}

/** Signing in or creating a profile: number, code or password, and for new people the profile. */
export function SignIn({ onDone, reason, below }: Props) {
  const { data: state, dataUpdatedAt, error, refetch } = useSignInState();
  const [wantsPassword, setWantsPassword] = useState(false);
  const [given, setGiven] = useState('');
  const [draft, setDraft] = useState(() => readDraft(localStorage, localNow()));
  useEffect(() => {
    // One that fails now is loaded again when its step comes.
    for (const load of [loadCode, loadPassword]) loadOnce<unknown>(load).catch(() => undefined);
  }, []);
  const dropDraft = () => {
    setDraft(EMPTY_DRAFT);
    forgetDraft(localStorage);
  };
  const acts = useSignIn(() => {
    forgetDraft(localStorage);
    onDone();
  }, dropDraft);

  if (error && !state) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  if (!state) return <TextSkeleton rows={5} />;

  const change = (next: Draft) => {
    setDraft(next);
    saveDraft(localStorage, next, localNow());
  };
  const correct = () => {
    setGiven(state.phone ?? '');
    setWantsPassword(false);
    dropDraft();
    acts.sendCode.reset();
    acts.restart.mutate();
  };
  const hasEnded = state.step === 'phone' && state.phone !== null;
  const screen = screenOf(state.step, wantsPassword, draft.question);
  if (screen === 'done') return <TextSkeleton rows={5} />;
  const { steps, current } = progressOf(screen);
  const progress = { steps: steps.map((step) => t(`id.step.${step}`)), current };
  const shown = { acts, progress };

  switch (screen) {
    case 'phone':
      return (
        <div className={forms['apart']}>
          <PhoneScreen
            {...shown}
            given={given || (state.phone ?? '')}
            reason={hasEnded ? t('id.phone.ended') : reason}
          />
          {below}
        </div>
      );
    case 'code':
      return (
        <CodeScreen
          {...shown}
          state={state}
          receivedAt={dataUpdatedAt}
          onPassword={() => setWantsPassword(true)}
          onCorrect={correct}
        />
      );
    case 'password':
      return (
        <PasswordScreen
          {...shown}
          phone={state.phone ?? ''}
          onCode={() => setWantsPassword(false)}
          onCorrect={correct}
        />
      );
    default:
      return (
        <ProfileQuestions
          {...shown}
          phone={state.phone ?? ''}
          draft={draft}
          onChange={change}
          onCorrect={correct}
        />
      );
  }
}
