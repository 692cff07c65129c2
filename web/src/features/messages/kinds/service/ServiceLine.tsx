import { useFact } from '../../components/conversation';
import type { ViewProps } from '../kind';
import styles from './ServiceLine.module.css';
import { serviceText } from './words';

/** A line across the conversation. */
export function ServiceLine({ message: { service } }: ViewProps) {
  const words = useFact(({ nameOf }) => service && serviceText(service.code, service.params, nameOf));
  return (
    <div className={styles['line']}>
      <span className={styles['words']}>{words}</span>
    </div>
  );
}
