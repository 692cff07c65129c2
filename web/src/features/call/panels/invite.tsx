import { Icon20CopyOutline } from '@vkontakte/icons';
import { useId } from 'react';
import type { CallRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullMoment } from '@/shared/i18n/time';
import { ErrorState } from '@/shared/ui/ErrorState';
import { IconButton } from '@/shared/ui/IconButton';
import { useOverlays } from '@/shared/ui/Overlays';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useAttempt } from '@/shared/ui/useAttempt';
import { type CallSettings, changeSettings, useInvite, useInviteActs } from '../api';
import buttons from '../components/buttons.module.css';
import { useCallState } from '../session/store';
import styles from './invite.module.css';
import type { CallPanel, PanelProps } from './panel';

const ACCESS: readonly CallRead['access'][] = ['chat', 'school', 'anyone'];
const LET_IN = ['school', 'anyone'] as const;
const LOBBY: readonly CallRead['lobby_for'][] = ['outsiders', 'everyone'];

/** The invite link, who may use it, and who must wait in the lobby. */
function InvitePanel({ session }: PanelProps) {
  const attempt = useAttempt();
  const { call, may } = useCallState(session, ({ roster }) => roster);
  const change = (settings: CallSettings) =>
    attempt('settings', () => changeSettings(session.callId, settings));
  return (
    <div className={styles['invite']}>
      <Link callId={session.callId} mayChoose={may.includes('change_access')} />
      <Options
        legend={t('call.accessTitle')}
        options={ACCESS.map((value) => [value, t(`call.access.${value}`)] as const)}
        chosen={call.access}
        isFixed={!may.includes('change_access')}
        onChoose={(access) => change({ access })}
      />
      <Options
        legend={t('call.lobbyTitle')}
        options={LOBBY.map((value) => [value, t(`call.lobbyFor.${value}`)] as const)}
        chosen={call.lobby_for}
        isFixed={!may.includes('change_access')}
        onChoose={(lobby_for) => change({ lobby_for })}
      />
    </div>
  );
}

/** A link is made once it is said whom it lets in. */
function Link({ callId, mayChoose }: { readonly callId: string; readonly mayChoose: boolean }) {
  const { note } = useOverlays();
  const attempt = useAttempt();
  const { data, error, isPending, refetch } = useInvite(callId);
  const acts = useInviteActs(callId);
  if (isPending) return <TextSkeleton rows={2} />;
  if (error) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  if (!data) {
    if (!mayChoose) {
      return (
        <button
          type="button"
          className={buttons['button']}
          onClick={() => attempt('link', () => acts.renew())}
        >
          {t('call.linkMake')}
        </button>
      );
    }
    return (
      <fieldset className={styles['whom']}>
        <legend>{t('call.linkWhom')}</legend>
        {LET_IN.map((access) => (
          <button
            key={access}
            type="button"
            className={buttons['button']}
            onClick={() => attempt('link', () => acts.renew(access))}
          >
            {t(`call.linkFor.${access}`)}
          </button>
        ))}
      </fieldset>
    );
  }
  const copy = async () => {
    await navigator.clipboard.writeText(data.url);
    note({ text: t('call.linkCopied') });
  };
  return (
    <div className={styles['link']}>
      <input
        readOnly
        value={data.url}
        aria-label={t('call.link')}
        onFocus={({ target }) => target.select()}
      />
      <IconButton looks={styles['copy']} label={t('call.linkCopy')} onClick={() => attempt('copy', copy)}>
        <Icon20CopyOutline />
      </IconButton>
      <p className={styles['until']}>{t('call.linkUntil', { moment: fullMoment(data.expires_at) })}</p>
      <button type="button" className={buttons['button']} onClick={() => attempt('link', () => acts.renew())}>
        {t('call.linkRenew')}
      </button>
      <button type="button" className={buttons['button']} onClick={() => attempt('link', acts.end)}>
        {t('call.linkEnd')}
      </button>
    </div>
  );
}

interface OptionsProps<T extends string> {
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly chosen: T;
  readonly isFixed: boolean;
  readonly onChoose: (value: T) => void;
}

function Options<T extends string>({ legend, options, chosen, isFixed, onChoose }: OptionsProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles['options']} disabled={isFixed}>
      <legend>{legend}</legend>
      {options.map(([value, words]) => (
        <label key={value}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}

export const panel: CallPanel = {
  name: 'invite',
  title: 'call.panel.invite',
  Body: InvitePanel,
};
