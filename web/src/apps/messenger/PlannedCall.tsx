import { useCancelPlan, useChangePlan } from '@/features/chats/api';
import { PlanCallModal } from '@/features/chats/components/PlanCallModal';
import type { ConversationFacts } from '@/features/messages/components/conversation';
import { t } from '@/shared/i18n/text';
import { Modals } from '@/shared/ui/Modals';
import { useOverlays } from '@/shared/ui/Overlays';

interface Props {
  readonly callId: string;
  readonly facts: ConversationFacts;
  readonly onClose: () => void;
}

/** «Изменить звонок»: another title or time of a planned call, or its cancelling. */
export function PlannedCall({ callId, facts, onClose }: Props) {
  const { confirm, note } = useOverlays();
  const change = useChangePlan();
  const cancel = useCancelPlan();
  const call = facts.attachmentOf({ attachment: { kind: 'call_card', id: callId, text: {} } });
  if (call?.kind !== 'call_card' || call.value.starts_at === null) return null;
  const { title, starts_at } = call.value;
  const done = (text: string) => ({
    onSuccess: () => {
      onClose();
      note({ text });
    },
  });
  const callOff = async () => {
    const isSure = await confirm({
      title: t('chats.planCancelAsk'),
      text: t('chats.planCancelHint'),
      confirm: t('chats.planCancel'),
      isDestructive: true,
    });
    if (isSure) cancel.mutate(callId, done(t('chats.planCancelled')));
  };
  return (
    <Modals active="plan" onClose={onClose}>
      <PlanCallModal
        id="plan"
        plan={{ title, startsAt: starts_at }}
        isBusy={change.isPending || cancel.isPending}
        onPlan={(renamed, startsAt) =>
          change.mutate({ callId, title: renamed, startsAt }, done(t('chats.planChanged')))
        }
        onCancel={() => void callOff()}
      />
    </Modals>
  );
}
