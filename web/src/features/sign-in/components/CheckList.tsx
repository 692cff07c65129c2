import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { calendarDate } from '@/shared/i18n/time';
import { fullName } from '@/shared/person/person';
import type { Draft } from '../model/draft';
import type { Question } from '../model/screen';
import styles from './CheckList.module.css';

interface Props {
  readonly draft: Draft;
  readonly onEdit: (question: Question) => void;
}

/** The answers, each with a link to edit it. */
export function CheckList({ draft, onEdit }: Props) {
  const answers = [
    { question: 'names', label: t('id.check.name'), value: fullName(draft) },
    { question: 'birth', label: t('person.birth'), value: draft.birth_on && calendarDate(draft.birth_on) },
    { question: 'sex', label: t('person.sex'), value: draft.sex && t(`person.sex.${draft.sex}`) },
  ] as const;
  return (
    <dl className={styles['list']}>
      {answers.map(({ question, label, value }) => (
        <div key={question} className={styles['row']}>
          <dt>{label}</dt>
          <dd>
            <span>{value || '—'}</span>
            <Button
              mode="tertiary"
              size="m"
              aria-label={t('id.check.editOf', { what: label })}
              onClick={() => onEdit(question)}
            >
              {t('id.check.edit')}
            </Button>
          </dd>
        </div>
      ))}
    </dl>
  );
}
