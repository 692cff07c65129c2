import { Icon16VideocamOutline, Icon20VideocamOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { RemoteLessonRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { whenInWords } from '@/shared/i18n/time';
import { lessonEntryAddress, lessonEntryOf } from '@/shared/school/lesson-entry';
import { useNow } from '@/shared/ui/useNow';
import styles from './WayIn.module.css';

/** The profile that the account is linked with; without one, what starts to link it. */
export type Linked =
  | { readonly profileId: string }
  | { readonly profileId: undefined; readonly onLink: (lessonId: string) => void };

interface Props {
  readonly zone: string;
  readonly isTeacher: boolean;
  readonly linked: Linked;
  readonly remote: RemoteLessonRead | undefined;
}

/** The link into a distance lesson: when it opens, the button once it is open, or that it is over. */
export function WayIn({ remote, zone, isTeacher, linked }: Props) {
  const state = lessonEntryOf(remote, useNow());
  if (!remote) return null;
  switch (state.state) {
    case 'none':
      return isTeacher && remote.state === 'draft' ? <Words>{t('lesson.remote.draft')}</Words> : null;
    case 'ended':
      return <Words>{t('lesson.remote.over')}</Words>;
    case 'early':
      return <Words>{t('lesson.remote.opens', { moment: whenInWords(state.opensAt, zone) })}</Words>;
    case 'open': {
      const words = t(isTeacher ? 'lesson.remote.join' : 'lesson.remote.connect');
      const looks = { size: 'l', stretched: true, before: <Icon20VideocamOutline /> } as const;
      return (
        <div className={styles['button']}>
          {linked.profileId === undefined ? (
            <Button {...looks} onClick={() => linked.onLink(remote.id)}>
              {words}
            </Button>
          ) : (
            <Button {...looks} href={lessonEntryAddress(remote.id, linked.profileId)}>
              {words}
            </Button>
          )}
        </div>
      );
    }
  }
}

function Words({ children }: { children: string }) {
  return (
    <p className={styles['words']}>
      <Icon16VideocamOutline />
      {children}
    </p>
  );
}
