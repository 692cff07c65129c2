import type { ChatRights, Level } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { RIGHTS_ROWS } from '../model/rights';
import styles from './RightsMatrix.module.css';

interface Props {
  readonly rights: ChatRights;
  readonly isFixed: boolean;
  readonly onChange: (rights: ChatRights) => void;
}

/** The rights of a chat: one row per right, with its level. */
export function RightsMatrix({ rights, isFixed, onChange }: Props) {
  return (
    <div className={styles['matrix']}>
      {RIGHTS_ROWS.map(([right, levels]) => (
        <label key={right} className={styles['row']}>
          <span>{t(`chats.right.${right}`)}</span>
          <select
            value={rights[right]}
            disabled={isFixed}
            onChange={({ target }) => onChange({ ...rights, [right]: target.value as Level })}
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
