import { useCallback, useEffect, useState } from 'react';
import { newId } from '@/shared/api/ids';
import type { JoinedCall } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Stage } from '@/shared/ui/Stage';
import { type Joining, startAndJoin } from '../api';
import { useJoining } from '../useJoining';
import { DeviceScreen } from './DeviceScreen';

interface Props {
  readonly chatId: string;
  readonly title: string;
  /** Rings the other's devices. */
  readonly isRinging: boolean;
  /** Skip the device screen: the devices were used before. */
  readonly isAtOnce: boolean;
  readonly onAdmitted: (admitted: JoinedCall) => void;
  readonly onLeave: () => void;
}

/** The devices before a call of one's own: it begins, and rings, when its caller is in it. */
export function NewCallScreen({ chatId, title, isRinging, isAtOnce, onAdmitted, onLeave }: Props) {
  // A call that could not be joined has ended: another try starts another.
  const join = useCallback(
    (joining: Joining) => startAndJoin({ chatId, clientId: newId(), isRinging }, joining),
    [chatId, isRinging],
  );
  const { stage, enter, failure } = useJoining({ join, onAdmitted });
  const [isDue, setIsDue] = useState(isAtOnce);
  useEffect(() => {
    if (!isDue) return;
    setIsDue(false);
    void enter();
  }, [isDue, enter]);
  return (
    <Stage section={t('join.call')} home="/">
      <DeviceScreen
        heading={t('join.title')}
        title={title}
        about={[]}
        isJoining={stage === 'joining'}
        failure={failure}
        onJoin={() => void enter()}
        onLeave={onLeave}
      />
    </Stage>
  );
}
