import { useFact } from '../../components/conversation';
import type { ViewProps } from '../kind';
import { CaseCard } from './CaseCard';
import styles from './ServiceLine.module.css';
import { serviceText } from './words';

/** A line across the conversation; of a case in support, its card. */
export function ServiceLine({ message: { service } }: ViewProps) {
  const words = useFact(({ nameOf, me }) => service && serviceText(service.code, service.params, nameOf, me));
  if (service?.code === 'case_opened') {
    return (
      <div className={styles['line']}>
        <CaseCard params={service.params} />
      </div>
    );
  }
  return (
    <div className={styles['line']}>
      <span className={styles['words']}>{words}</span>
    </div>
  );
}
