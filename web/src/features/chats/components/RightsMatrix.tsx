import { t } from '@/shared/i18n/text';
import { RIGHTS_ROWS, type Rights, withRight } from '../model/rights';
import styles from './RightsMatrix.module.css';

interface Props {
  readonly rights: Rights;
  readonly isFixed: boolean;
  readonly onChange: (rights: Rights) => void;
}

/** The rights of a chat: one row per right, with its level. */
export function RightsMatrix({ rights, isFixed, onChange }: Props) {
  return (
    <div className={styles['matrix']}>
      {RIGHTS_ROWS.map(({ right, label, levels }) => (
        <label key={right} className={styles['row']}>
          <span>{t(label)}</span>
          <select
            value={rights[right]}
            disabled={isFixed}
            onChange={({ target }) => onChange(withRight(rights, right, target.value as Rights['invite']))}
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {t(`chats.level.${level}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
