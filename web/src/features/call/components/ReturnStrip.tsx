import { Icon20Cancel, Icon20PhoneOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import { wasInCall } from '@/data/call/tab';
import type { OpenCallRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { IconButton } from '@/shared/ui/IconButton';
import styles from './ReturnStrip.module.css';

interface Props {
  /** The calls that the person has joined and not left. */
  readonly calls: readonly OpenCallRead[];
  readonly onReturn: (callId: string) => void;
}

/** «Вернуться в звонок»: to one that this tab was in before its page was loaded anew, from any page. */
export function ReturnStrip({ calls, onReturn }: Props) {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const found = calls.find(({ card: { id } }) => !dismissed.has(id) && wasInCall(id));
  if (!found) return null;
  const { id, title } = found.card;
  return (
    <section className={styles['strip']} aria-label={t('call.returnRegion')}>
      <Icon20PhoneOutline aria-hidden className={styles['sign'] ?? ''} />
      <span className={styles['words']}>{title || t('call.returnUntitled')}</span>
      <Button size="m" onClick={() => onReturn(id)}>
        {t('call.return')}
      </Button>
      <IconButton
        looks={styles['close']}
        label={t('call.returnNot')}
        onClick={() => setDismissed(new Set(dismissed).add(id))}
      >
        <Icon20Cancel />
      </IconButton>
    </section>
  );
}
