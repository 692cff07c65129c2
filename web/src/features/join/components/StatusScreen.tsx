import {
  Icon56BlockOutline,
  Icon56ClockCircleDashedOutline,
  Icon56DevicesOutline,
  Icon56DoorArrowRightOutline,
  Icon56HourglassOutline,
  Icon56LinkCircleOutline,
  Icon56LockOutline,
  Icon56UserCircleOutline,
} from '@vkontakte/icons';
import { Button, Spinner } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { t } from '@/shared/i18n/text';
import { dayAndTime, whenInWords } from '@/shared/i18n/time';
import { StepScreen } from '@/shared/ui/StepScreen';
import type { EntryStatus } from '../model/entry-state';
import styles from './ToldScreen.module.css';

interface Props {
  readonly why: EntryStatus | 'lobby';
  /** The title of the lesson or the call. */
  readonly title?: string | undefined;
  readonly opensAt?: string | undefined;
  /** The state is polled, and the screen enters by itself. */
  readonly isWaiting?: boolean;
  /** Polling has timed out, or there is no connection. */
  readonly trouble?: 'timeout' | 'network' | undefined;
  readonly onAgain?: (() => void) | undefined;
  /** Enters here instead of on the other device. */
  readonly onMove?: (() => void) | undefined;
  /** Links. */
  readonly children?: ReactNode;
}

const ICONS: Readonly<Record<EntryStatus | 'lobby', ReactNode>> = {
  unpublished: <Icon56ClockCircleDashedOutline />,
  too_early: <Icon56ClockCircleDashedOutline />,
  not_yet: <Icon56ClockCircleDashedOutline />,
  waiting_for_teacher: <Icon56HourglassOutline />,
  lobby: <Icon56HourglassOutline />,
  lesson_ended: <Icon56DoorArrowRightOutline />,
  ended: <Icon56DoorArrowRightOutline />,
  left: <Icon56DoorArrowRightOutline />,
  locked: <Icon56LockOutline />,
  removed: <Icon56BlockOutline />,
  refused: <Icon56BlockOutline />,
  members_only: <Icon56LockOutline />,
  school_only: <Icon56LockOutline />,
  sign_in_needed: <Icon56LockOutline />,
  elsewhere: <Icon56DevicesOutline />,
  unknown_lesson: <Icon56UserCircleOutline />,
  somebody_else: <Icon56UserCircleOutline />,
  unknown_call: <Icon56LinkCircleOutline />,
  unknown_invite: <Icon56LinkCircleOutline />,
};

/** The status of entering, what happens next, and links. */
export function StatusScreen({ why, title, opensAt, isWaiting, trouble, onAgain, onMove, children }: Props) {
  const told = opensAt !== undefined && why === 'not_yet' ? 'not_yet_at' : why;
  return (
    <StepScreen
      title={t(`join.status.${told}`)}
      hint={t(`join.statusHint.${told}`, { moment: opensAt ? momentOf(why, opensAt) : '' })}
      icon={ICONS[why]}
      focusesTitle
    >
      {title && <p className={styles['what']}>{title}</p>}
      <div role="status" className={styles['waiting']}>
        {isWaiting && !trouble && (
          <>
            <Spinner size="s" noColor className={styles['spinner'] ?? ''} />
            <span>{t('join.opensByItself')}</span>
          </>
        )}
        {trouble && <span>{t(`join.trouble.${trouble}`)}</span>}
      </div>
      {onMove && (
        <Button size="l" stretched onClick={onMove}>
          {t('join.move')}
        </Button>
      )}
      {onAgain && (
        <Button size="l" stretched onClick={onAgain}>
          {t(why === 'refused' ? 'join.askAgain' : 'join.tryAgain')}
        </Button>
      )}
      {children}
    </StepScreen>
  );
}

function momentOf(why: EntryStatus | 'lobby', at: string): string {
  return why === 'too_early' ? whenInWords(at) : dayAndTime(at);
}
