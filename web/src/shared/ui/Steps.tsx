import { t } from '../i18n/text';
import styles from './Steps.module.css';

interface Props {
  /** Names of the steps in order. */
  readonly steps: readonly string[];
  /** The index of the current step. */
  readonly current: number;
}

/** The progress of sign-in or linking: the step's name, its number, and a bar. */
export function Steps({ steps, current }: Props) {
  return (
    <div className={styles.steps}>
      <p className={styles.name} aria-live="polite">
        <span>{steps[current]}</span>
        <span className={styles.number}>{t('ui.step', { current: current + 1, total: steps.length })}</span>
      </p>
      <ol className={styles.bars} aria-hidden>
        {steps.map((step, at) => (
          <li key={step} className={at <= current ? styles.reached : undefined} />
        ))}
      </ol>
    </div>
  );
}
