import { Icon24MoreHorizontal } from '@vkontakte/icons';
import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { moveAmongStops } from '@/shared/ui/keyboard';
import { useIsWide } from '@/shared/ui/layout';
import { Menu } from '@/shared/ui/Menu';
import { type ControlState, controlOf } from '../controls';
import { GROUPS } from '../controls/control';
import { ControlSign, wordsOf } from './ControlSign';
import { Count, withCount } from './Count';
import styles from './Toolbar.module.css';
import type { Press } from './useControls';

interface Props {
  readonly controls: readonly ControlState[];
  readonly press: Press;
  /** What is open above a control. */
  readonly above?: { readonly name: string; readonly shown: ReactNode } | undefined;
}

/** The controls by group; on a phone the first ones, and the others under «Ещё». One tab stop. */
export function Toolbar({ controls, press, above }: Props) {
  const isWide = useIsWide();
  const isInBar = ({ name }: ControlState) => isWide || controlOf(name).isFirst === true;
  const shown = controls.filter(isInBar);
  const rest = controls.filter((state) => !isInBar(state));
  const stopOf = useStop([...shown.map(({ name }) => name), ...(rest.length > 0 ? [MORE] : [])]);
  const aboveOf = (name: string) => above?.name === name && <Above>{above.shown}</Above>;
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('call.toolbar')} onKeyDown={moveAmongStops}>
      {GROUPS.map((group) => (
        <div key={group} className={clsx(styles['group'], group !== 'lesson' && styles[group])}>
          {group === 'leave' && rest.length > 0 && (
            <More rest={rest} press={press} stop={stopOf(MORE)}>
              {rest.some(({ name }) => name === above?.name) && <Above>{above?.shown}</Above>}
            </More>
          )}
          {shown
            .filter(({ name }) => controlOf(name).group === group)
            .map((state) => (
              <div key={state.name} className={styles['place']} data-place>
                {aboveOf(state.name)}
                <Button state={state} press={press} stop={stopOf(state.name)} />
                <Count count={state.count} looks={styles['count']} />
              </div>
            ))}
        </div>
      ))}
    </div>
  );
}

const MORE = 'more';

interface Stop {
  readonly 'data-stop': true;
  readonly tabIndex: 0 | -1;
  readonly onFocus: () => void;
}

/** Roving tabindex: Tab reaches the last focused control, else the first one. */
function useStop(names: readonly string[]): (name: string) => Stop {
  const [last, setLast] = useState<string>();
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

interface MoreProps {
  readonly rest: readonly ControlState[];
  readonly press: Press;
  readonly stop: Stop;
  /** What one of the rest has opened. */
  readonly children: ReactNode;
}

function More({ rest, press, stop, children }: MoreProps) {
  const [isOpen, setIsOpen] = useState(false);
  const count = rest.reduce((sum, state) => sum + state.count, 0);
  return (
    <div className={styles['place']} data-place>
      {isOpen && (
        <Above>
          <Menu
            label={t('call.more')}
            onClose={() => setIsOpen(false)}
            choices={rest.map((state) => ({
              key: state.name,
              title: withCount(wordsOf(state), state.count),
              icon: <ControlSign state={state} />,
              isLocked: state.locked !== undefined,
              onChoose: () => press(state.name),
            }))}
          />
        </Above>
      )}
      {children}
      <button
        type="button"
        className={styles['control']}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={withCount(t('call.more'), count)}
        onClick={() => setIsOpen(!isOpen)}
        {...stop}
      >
        <Icon24MoreHorizontal aria-hidden />
        <span className={styles['label']}>{t('call.more')}</span>
      </button>
      <Count count={count} looks={styles['count']} />
    </div>
  );
}

interface ButtonProps {
  readonly state: ControlState;
  readonly press: Press;
  readonly stop: Stop;
}

function Button({ state, press, stop }: ButtonProps) {
  const { name, isOn, locked, count } = state;
  const { label, key, tone } = controlOf(name);
  const words = wordsOf(state);
  const hint = key ? t('call.withKey', { what: words, key: key.toUpperCase() }) : words;
  // Voice control uses the visible label, so the accessible name must contain it.
  const hasLabel = words.toLowerCase().includes(t(label).toLowerCase());
  const spoken = hasLabel ? words : t('call.alsoCalled', { what: words, label: t(label) });
  const looks = [
    styles['control'],
    locked && styles['locked'],
    tone === 'device' && !isOn && styles['off'],
    tone === undefined && isOn && styles['active'],
    tone === 'danger' && styles['red'],
  ];
  return (
    <button
      type="button"
      className={clsx(looks)}
      aria-label={withCount(spoken, count)}
      aria-disabled={locked !== undefined}
      aria-keyshortcuts={key}
      title={hint}
      data-control={name}
      data-on={isOn}
      onClick={() => press(name)}
      {...stop}
    >
      <ControlSign state={state} />
      <span className={styles['label']}>{t(label)}</span>
    </button>
  );
}
