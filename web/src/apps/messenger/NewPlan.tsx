import { usePlanCall } from '@/features/chats/api';
import { PlanCallModal } from '@/features/chats/components/PlanCallModal';
import { newId } from '@/shared/api/ids';
import { t } from '@/shared/i18n/text';
import { Modals } from '@/shared/ui/Modals';
import { useOverlays } from '@/shared/ui/Overlays';

interface Props {
  readonly chatId: string;
  readonly onClose: () => void;
}

/** «Запланировать звонок» in a chat. */
export function NewPlan({ chatId, onClose }: Props) {
  const plan = usePlanCall(chatId);
  const { note } = useOverlays();
  const onPlan = (title: string, startsAt: Date) =>
    plan.mutate(
      { clientId: newId(), title, startsAt },
      {
        onSuccess: () => {
          onClose();
          note({ text: t('chats.planned') });
        },
      },
    );
  return (
    <Modals active="plan" onClose={onClose}>
      <PlanCallModal id="plan" isBusy={plan.isPending} onPlan={onPlan} />
    </Modals>
  );
}
