import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { t } from '@/shared/i18n/text';
import { fullName } from '@/shared/person/person';
import { useOverlays } from '@/shared/ui/Overlays';
import { useAttempt } from '@/shared/ui/useAttempt';
import { absentFrom, ringMember } from '../api';
import styles from '../panels/people.module.css';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import buttons from './buttons.module.css';

/** «Не пришли»: who of the lesson's class is not in its call, for the teacher, who may ring them. */
export function Absent({ session }: { session: CallSession }) {
  const isTeacher = useCallState(
    session,
    ({ roster }) => roster.call.is_lesson && roster.may.includes('end'),
  );
  const count = useCallState(session, ({ people }) => people.length);
  const { data = [], refetch } = useQuery({
    ...absentFrom(session.callId),
    enabled: isTeacher,
    staleTime: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: who comes and goes changes the list
  useEffect(() => {
    if (isTeacher) void refetch({ cancelRefetch: false });
  }, [isTeacher, count, refetch]);
  const attempt = useAttempt();
  const { note } = useOverlays();
  if (!isTeacher || data.length === 0) return null;
  const ring = async (profileId: string, name: string) => {
    await ringMember(session.callId, profileId);
    note({ text: t('call.rung', { name }) });
  };
  return (
    <section aria-label={t('call.absentList')}>
      <h3 className={styles['heading']}>{t('call.absent', { count: data.length })}</h3>
      <ul className={styles['list']}>
        {data.map(({ id, name, profile_id }) => {
          const listed = fullName({ ...name, patronymic: null });
          return (
            <li key={id} className={styles['row']}>
              <span className={styles['words']}>
                <span className={styles['name']}>{listed}</span>
                {profile_id === null && <span className={styles['about']}>{t('call.noProfile')}</span>}
              </span>
              {profile_id !== null && (
                <button
                  type="button"
                  className={buttons['button']}
                  aria-label={t('call.ringOne', { name: listed })}
                  onClick={() => attempt(`ring ${id}`, () => ring(profile_id, listed))}
                >
                  {t('call.ring')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
