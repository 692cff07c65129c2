import { Button } from '@vkontakte/vkui';
import { type ReactNode, useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { ApiError, isApiError } from '@/shared/api/errors';
import { webAddress } from '@/shared/api/own-address';
import type { LinkRequestRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { connectAddress, safeReturnTo } from '@/shared/school/connect';
import { ErrorState } from '@/shared/ui/ErrorState';
import forms from '@/shared/ui/forms.module.css';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { StepScreen } from '@/shared/ui/StepScreen';
import { useLinkRequest, useLinkRequestActs } from '../api';
import { boundAs, progressOf, type Side, stopOf } from '../model/flow';
import { caseOf, problemOfError, problemOfRequest } from '../model/problem';
import { DoneScreen } from './DoneScreen';
import { ProblemScreen } from './ProblemScreen';
import { ReviewScreen } from './ReviewScreen';
import { stepNames } from './stepNames';

/** The signed-in person on this page's side. */
export interface Signed {
  readonly name: string;
  /** The school, or the number of the phone. */
  readonly more: string;
  /** Login, or masked number. */
  readonly knownAs: string;
}

interface Props {
  readonly requestId: string;
  readonly side: Side;
  readonly signed: Signed | null;
  /** Renders the sign-in with its reason; `onSigned` continues. `account` is what a new profile can begin with. */
  readonly signIn: (reason: string, onSigned: () => void, account: LinkRequestRead['account']) => ReactNode;
  /** Ends the session of this side, so that somebody else can sign in. */
  readonly onNotMe: () => Promise<void>;
  /** The address to start again. */
  readonly restartAddress: string;
  readonly onLinked: () => void;
  /** Why the sign-in at an external journal failed. */
  readonly failed?: string | undefined;
}

/** A link request from the sign-in of this side to «Готово»; every problem has its own screen. */
export function LinkFlow(props: Props) {
  const { requestId, side, signed, signIn, onNotMe, restartAddress, onLinked, failed } = props;
  const asked = useLinkRequest(requestId);
  const acts = useLinkRequestActs(requestId);
  const [isLinked, setIsLinked] = useState(false);
  const [isLeft, setIsLeft] = useState(false);
  const attach = side === 'account' ? acts.attachAccount : acts.attachProfile;
  const refusal = [acts.finish.error, attach.error, asked.error].find(
    (failure) => failure instanceof ApiError,
  );

  if (isLinked) return <DoneScreen returnTo={safeReturnTo(asked.data?.return_to ?? undefined) ?? null} />;
  if (attach.isPending) return <TextSkeleton rows={6} />;
  const request = asked.data;
  const problem = isLeft
    ? 'cancelled'
    : requestId === ''
      ? 'not_found'
      : ((refusal && problemOfError(refusal)) ??
        (request &&
          problemOfRequest(request, signed !== null && boundAs(request, side) === signed.knownAs)) ??
        (failed && problemOfError({ code: failed })));
  const notMe = async () => {
    await onNotMe();
    attach.reset();
    acts.finish.reset();
  };
  if (problem) {
    return (
      <ProblemScreen
        side={side}
        problem={problem}
        reasons={request?.reasons ?? []}
        findCase={async () => caseOf(refusal) ?? acts.finish.mutateAsync(false).then(() => undefined, caseOf)}
        restartAddress={
          request?.side === 'messenger'
            ? connectAddress({ returnTo: request.return_to ?? undefined })
            : restartAddress
        }
        onOtherAccount={() => void notMe()}
        onRetry={() => {
          if (failed && request) return window.location.assign(webAddress(request.next_url) ?? '/');
          attach.reset();
          acts.finish.reset();
          void asked.refetch();
        }}
      />
    );
  }
  if (asked.isError) return <ErrorState failure={asked.error} onRetry={() => void asked.refetch()} />;
  if (!request) return <TextSkeleton rows={6} />;

  const stop = stopOf(request, side, signed?.knownAs ?? null);
  const progress = stepNames(progressOf(side, stop));
  const cancel = () => acts.cancel.mutate(undefined, { onSuccess: () => setIsLeft(true) });
  const finish = (acceptsMismatches: boolean) => {
    if (acts.finish.isPending) return;
    acts.finish.mutate(acceptsMismatches, {
      onSuccess: () => {
        setIsLinked(true);
        onLinked();
      },
      onError: (failure) => isApiError(failure, 'mismatches') && void asked.refetch(),
    });
  };

  if (stop === 'sign_in' || !signed) {
    return signIn(reasonOf(side, request), () => attach.mutate(), request.account);
  }
  if (stop === 'review') {
    return (
      <ReviewScreen
        request={request}
        progress={progress}
        isPending={acts.finish.isPending}
        failure={acts.finish.error}
        onLink={finish}
        onNotMe={() => void notMe()}
        onCancel={cancel}
      />
    );
  }
  return (
    <StepScreen
      title={t(`linking.who.${side}`)}
      hint={reasonOf(side, request)}
      progress={progress}
      focusesTitle
    >
      <p className={forms['told']}>
        <strong>{signed.name}</strong>
        <span>{signed.more}</span>
      </p>
      {attach.error && (
        <p role="alert" className={forms['error']}>
          {errorText(attach.error)}
        </p>
      )}
      <Button size="l" stretched onClick={() => attach.mutate()}>
        {t('linking.continueAs', { name: signed.name })}
      </Button>
      <Button size="l" stretched mode="secondary" onClick={() => void notMe()}>
        {t('linking.notMe')}
      </Button>
      <Button size="l" stretched mode="tertiary" onClick={cancel}>
        {t('linking.cancel')}
      </Button>
    </StepScreen>
  );
}

function reasonOf(side: Side, { provider, account }: LinkRequestRead): string {
  if (side === 'account') return t('linking.reason.account', { journal: provider?.title ?? '' });
  return t('linking.reason.profile', { school: account?.school ?? '' });
}
