import { useConversation } from '../../components/conversation';
import type { ViewProps } from '../kind';
import styles from './ServiceLine.module.css';
import { serviceText } from './words';

/** A line across the conversation. */
export function ServiceLine({ message: { service } }: ViewProps) {
  const { nameOf } = useConversation();
  return (
    <div className={styles['line']}>
      <span className={styles['words']}>{service && serviceText(service.code, service.params, nameOf)}</span>
    </div>
  );
}
