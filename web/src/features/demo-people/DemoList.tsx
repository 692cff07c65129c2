import { useQuery } from '@tanstack/react-query';
import { SimpleCell } from '@vkontakte/vkui';
import { useState } from 'react';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';
import { t } from '@/shared/i18n/text';
import { fullName } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import { Card } from '@/shared/ui/Card';
import styles from './DemoList.module.css';

export interface Props {
  /** What to sign in to: the learning profile, or the journal. */
  readonly where: 'profile' | 'journal';
  readonly onDone: () => void;
}

const FEW = 5;

/** One-click sign-in of the demo school. Empty outside of the demo. */
export function DemoList({ where, onDone }: Props) {
  const [showsAll, setShowsAll] = useState(false);
  const people = useQuery({
    ...routeQuery('/api/demo/people'),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const signIn = useRouteMutation('post', '/api/demo/sign-in', (key: string) => ({ body: { key, where } }), {
    onSuccess: onDone,
  });
  const fitting = people.data?.filter(({ kinds }) => kinds.includes(where)) ?? [];
  if (fitting.length === 0) return null;
  const shown = showsAll ? fitting : fitting.slice(0, FEW);
  return (
    <Card title={t('id.demo.title')} hint={t('id.demo.hint')}>
      <ul className={styles['people']}>
        {shown.map(({ key, name, about }) => (
          <li key={key}>
            <SimpleCell
              multiline
              before={<Avatar id={key} name={name} size={40} />}
              subtitle={about}
              disabled={signIn.isPending}
              onClick={() => signIn.mutate(key)}
            >
              {fullName(name)}
            </SimpleCell>
          </li>
        ))}
      </ul>
      {fitting.length > shown.length && (
        <button type="button" className={styles['more']} onClick={() => setShowsAll(true)}>
          {t('id.demo.more', { count: fitting.length - shown.length })}
        </button>
      )}
    </Card>
  );
}
