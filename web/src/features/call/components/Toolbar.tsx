import { Icon24MoreHorizontal } from '@vkontakte/icons';
import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { moveAmongStops } from '@/shared/ui/keyboard';
import { useIsWide } from '@/shared/ui/layout';
import { Menu } from '@/shared/ui/Menu';
import type { ActionName, Acts, Control } from '../model/toolbar';
import { SIGNS } from './icons';
import styles from './Toolbar.module.css';

interface Props {
  readonly controls: readonly Control[];
  readonly acts: Acts;
  /** Counts at controls: raised hands, people in the lobby. */
  readonly counts: Readonly<Partial<Record<ActionName, number>>>;
  /** What is shown above a control while it is open. */
  readonly above: Readonly<Partial<Record<ActionName, ReactNode>>>;
}

const GROUPS = ['media', 'lesson', 'view', 'leave'] as const;

/** The controls by group; on a phone the first ones, and the others under «Ещё». One tab stop. */
export function Toolbar({ controls, acts, counts, above }: Props) {
  const isWide = useIsWide();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const shown = isWide ? controls : controls.filter(({ isFirst }) => isFirst);
  const rest = isWide ? [] : controls.filter(({ isFirst }) => !isFirst);
  const stopOf = useStop([...shown.map(({ name }) => name), ...(rest.length > 0 ? ['more' as const] : [])]);
  const more = rest.length > 0 && (
    <div className={styles['place']}>
      {isMoreOpen && (
        <div className={styles['above']}>
          <Menu
            label={t('call.more')}
            onClose={() => setIsMoreOpen(false)}
            choices={rest.map((control) => ({
              key: control.name,
              title: t(control.does[control.isActive ? 1 : 0]),
              icon: <Sign control={control} />,
              onChoose: () => control.perform(acts),
            }))}
          />
        </div>
      )}
      {rest.map(({ name }) => above[name] && <Above key={name}>{above[name]}</Above>)}
      <button
        type="button"
        className={styles['control']}
        aria-haspopup="menu"
        aria-expanded={isMoreOpen}
        onClick={() => setIsMoreOpen(!isMoreOpen)}
        {...stopOf('more')}
      >
        <Icon24MoreHorizontal aria-hidden />
        <span className={styles['label']}>{t('call.more')}</span>
      </button>
    </div>
  );
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('call.toolbar')} onKeyDown={moveAmongStops}>
      {GROUPS.map((group) => (
        <div key={group} className={clsx(styles['group'], group !== 'lesson' && styles[group])}>
          {group === 'leave' && more}
          {shown
            .filter((control) => control.group === group)
            .map((control) => (
              <div key={control.name} className={styles['place']}>
                {above[control.name] && <Above>{above[control.name]}</Above>}
                <Button
                  control={control}
                  acts={acts}
                  count={counts[control.name] ?? 0}
                  stop={stopOf(control.name)}
                />
              </div>
            ))}
        </div>
      ))}
    </div>
  );
}

interface Stop {
  readonly 'data-stop': true;
  readonly tabIndex: 0 | -1;
  readonly onFocus: () => void;
}

/** Roving tabindex: Tab reaches the last focused control, else the first one. */
function useStop<T extends string>(names: readonly T[]): (name: T) => Stop {
  const [last, setLast] = useState<T>();
  const stop = last !== undefined && names.includes(last) ? last : names[0];
  return (name) => ({
    'data-stop': true,
    tabIndex: name === stop ? 0 : -1,
    onFocus: () => setLast(name),
  });
}

function Above({ children }: { children: ReactNode }) {
  return <div className={styles['above']}>{children}</div>;
}

interface ButtonProps {
  readonly control: Control;
  readonly acts: Acts;
  readonly count: number;
  readonly stop: Stop;
}

function Button({ control, acts, count, stop }: ButtonProps) {
  const { name, label, does, shortcut, isLocked, isActive } = control;
  const isMedia = name === 'microphone' || name === 'camera';
  const what = t(does[isActive ? 1 : 0]);
  const words = isLocked && !isActive ? t('call.locked', { what: t(label) }) : what;
  const hint = shortcut ? t('call.withKey', { what: words, key: shortcut.toUpperCase() }) : words;
  // Voice control uses the visible label, so the accessible name must contain it.
  const hasLabel = words.toLowerCase().includes(t(label).toLowerCase());
  const spoken = hasLabel ? words : t('call.alsoCalled', { what: words, label: t(label) });
  const looks = [
    styles['control'],
    isLocked && styles['locked'],
    isMedia && !isActive && styles['off'],
    !isMedia && isActive && styles['active'],
    name === 'leave' && styles['red'],
  ];
  return (
    <button
      type="button"
      className={clsx(looks)}
      aria-label={count > 0 ? t('call.withCount', { what: spoken, count }) : spoken}
      aria-disabled={isLocked && !isActive}
      aria-keyshortcuts={shortcut}
      title={hint}
      data-control={name}
      data-on={isActive}
      onClick={() => control.perform(acts)}
      {...stop}
    >
      <Sign control={control} />
      <span className={styles['label']}>{t(label)}</span>
      {count > 0 && (
        <span className={styles['count']} aria-hidden>
          {count}
        </span>
      )}
    </button>
  );
}

function Sign({ control: { name, isActive } }: { control: Control }) {
  const Shown = SIGNS[name][isActive ? 1 : 0];
  return <Shown aria-hidden />;
}
