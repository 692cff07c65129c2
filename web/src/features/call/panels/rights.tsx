import { clsx } from 'clsx';
import { RIGHTS, type Right } from '@/data/call/roster';
import { t } from '@/shared/i18n/text';
import { Switch } from '@/shared/ui/Switch';
import { useAttempt } from '@/shared/ui/useAttempt';
import { changeException, changeRights, changeSettings } from '../api';
import { type MatrixRow, matrixOf, pressed } from '../model/permissions';
import { useCallState } from '../session/store';
import type { CallPanel, PanelProps } from './panel';
import styles from './rights.module.css';

/** «Доступы участников»: the rights of all, and below them the exceptions. Changes apply at once. */
function RightsPanel({ session }: PanelProps) {
  const roster = useCallState(session, (snapshot) => snapshot.roster);
  const attempt = useAttempt();
  const { call } = roster;
  const press = (row: MatrixRow, right: Right) => {
    const exception = pressed(row.cells[right], call.rights[right]);
    const { id } = row.participant;
    attempt(`${id} ${right}`, () => changeException(session.callId, id, { [right]: exception }));
  };
  const rows = matrixOf(roster);
  return (
    <div className={styles['rights']}>
      <p className={styles['hint']}>{t('call.rightsHint')}</p>
      <ul className={styles['all']} aria-label={t('call.rightsOfAll')}>
        {RIGHTS.map((right) => (
          <li key={right}>
            <Switch
              label={t(`call.right.${right}`)}
              isOn={call.rights[right]}
              onTurn={(isOn) => attempt(right, () => changeRights(session.callId, { [right]: isOn }))}
            />
          </li>
        ))}
        <li>
          <Switch
            label={t('call.severalScreens')}
            isOn={call.several_screens}
            onTurn={(several_screens) =>
              attempt('screens', () => changeSettings(session.callId, { several_screens }))
            }
          />
        </li>
      </ul>
      {rows.length > 0 && <Matrix rows={rows} usual={call.rights} onPress={press} />}
    </div>
  );
}

interface MatrixProps {
  readonly rows: readonly MatrixRow[];
  readonly usual: Readonly<Record<Right, boolean>>;
  readonly onPress: (row: MatrixRow, right: Right) => void;
}

function Matrix({ rows, usual, onPress }: MatrixProps) {
  return (
    <div className={styles['scroll']}>
      <table className={styles['matrix']}>
        <caption className={styles['caption']}>{t('call.exceptions')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('call.person')}</th>
            {RIGHTS.map((right) => (
              <th key={right} scope="col" title={t(`call.right.${right}`)}>
                {t(`call.rightShort.${right}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.participant.id}>
              <th scope="row">{row.participant.name}</th>
              {RIGHTS.map((right) => (
                <td key={right}>
                  <Cell row={row} right={right} usual={usual[right]} onPress={() => onPress(row, right)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly row: MatrixRow;
  readonly right: Right;
  readonly usual: boolean;
  readonly onPress: () => void;
}

function Cell({ row, right, usual, onPress }: CellProps) {
  const exception = row.cells[right];
  const may = exception === 'usual' ? usual : exception === 'allowed';
  const label = t('call.cell', {
    name: row.participant.name,
    right: t(`call.right.${right}`),
    kind: exception,
    may: may ? 'yes' : 'no',
  });
  const looks = [
    styles['cell'],
    may ? styles['may'] : styles['mayNot'],
    exception !== 'usual' && styles['exception'],
  ];
  return (
    <button type="button" className={clsx(looks)} aria-label={label} title={label} onClick={onPress}>
      <span aria-hidden>{may ? '✓' : '✕'}</span>
    </button>
  );
}

export const panel: CallPanel = {
  name: 'rights',
  title: 'call.panel.rights',
  isRoomy: true,
  Body: RightsPanel,
};
