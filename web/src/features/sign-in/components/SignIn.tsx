import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { loadOnce } from '@/shared/offline/parts';
import { historySettled } from '@/shared/ui/back';
import { ErrorState } from '@/shared/ui/ErrorState';
import forms from '@/shared/ui/forms.module.css';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useSignIn, useSignInState } from '../api';
import type { Known } from '../model/draft';
import { STEPS, stepOf } from '../model/screen';
import { PhoneScreen } from './PhoneScreen';
import { StartScreen } from './StartScreen';
import { useSteps } from './useSteps';

// The number is asked for first; the steps after it load meanwhile.
const STEP = { waiting: <TextSkeleton rows={5} /> } as const;
const loadCode = () => import('./CodeScreen').then((module) => module.CodeScreen);
const loadPassword = () => import('./PasswordScreen').then((module) => module.PasswordScreen);
const CodeScreen = late(loadCode, STEP);
const PasswordScreen = late(loadPassword, STEP);

// Only new people need the questions of the profile.
const NewProfile = late(() => import('./NewProfile').then((module) => module.NewProfile), STEP);
const CreatedScreen = late(() => import('./CreatedScreen').then((module) => module.CreatedScreen), STEP);

interface Props {
  /** Called when signed in. */
  readonly onDone: () => void;
  /** The reason for the sign-in, where it is not obvious: then the number is asked for at once. */
  readonly reason?: string;
  /** Why the first page is shown, where that is a surprise. */
  readonly notice?: string | undefined;
  /** What is known of the person for a new profile. */
  readonly known?: Known | undefined;
  /** Shown below the first screen: people of the demo school. */
  readonly below?: ReactNode;
}

/** Signing in or creating a profile: number, code or password, and for new people the profile. */
export function SignIn({ onDone, reason, notice, known, below }: Props) {
  const { data: state, dataUpdatedAt, error, refetch } = useSignInState();
  const phone = state?.phone ?? '';
  const steps = useSteps({ step: state?.step, phone, skipsStart: reason !== undefined, known });
  const acts = useSignIn(steps.leavePhone);
  const [given, setGiven] = useState('');
  const { screen, draft } = steps;
  const isNew = acts.createProfile.isSuccess;
  const finish = useEffectEvent(() => {
    steps.forget();
    // The page is left: only with its own entry in the history.
    void historySettled().then(onDone);
  });
  useEffect(() => {
    // One that fails now is loaded again when its step comes.
    for (const load of [loadCode, loadPassword]) loadOnce<unknown>(load).catch(() => undefined);
  }, []);
  useEffect(() => {
    if (screen === 'done' && !isNew) finish();
  }, [screen, isNew]);

  if (error && !state) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  if (!state || !screen) return <TextSkeleton rows={5} />;

  const index = stepOf(screen, steps.way);
  const progress =
    index === undefined ? undefined : { steps: STEPS.map((step) => t(`id.step.${step}`)), current: index };
  const shown = { acts, progress };
  const correct = () => {
    acts.sendCode.reset();
    steps.toPhone();
  };
  const notMine = () => {
    steps.forget();
    acts.abandon.mutate();
  };

  switch (screen) {
    case 'start':
      return (
        <div className={forms['apart']}>
          <StartScreen notice={notice} onBegin={steps.begin} />
          {below}
        </div>
      );
    case 'phone':
      return (
        <div className={forms['apart']}>
          <PhoneScreen
            {...shown}
            way={steps.way}
            given={given || phone}
            reason={state.step === 'phone' && phone ? t('id.phone.ended') : reason}
            onGive={setGiven}
            onBack={steps.toStart}
          />
          {reason !== undefined && below}
        </div>
      );
    case 'code':
      return (
        <CodeScreen
          {...shown}
          state={state}
          receivedAt={dataUpdatedAt}
          onPassword={steps.wantPassword}
          onCorrect={correct}
        />
      );
    case 'password':
      return <PasswordScreen {...shown} phone={phone} onCode={steps.toCode} onCorrect={correct} />;
    case 'done':
      return isNew ? <CreatedScreen onContinue={finish} /> : <TextSkeleton rows={5} />;
    default:
      return (
        <NewProfile
          {...shown}
          page={screen}
          draft={draft}
          isFilled={known !== undefined}
          onChange={steps.change}
          onBack={steps.toPhone}
          onNotMine={notMine}
        />
      );
  }
}
