import { Icon56HourglassErrorBadgeOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { StepScreen } from '@/shared/ui/StepScreen';
import { useEndLesson } from '../api';

interface Props {
  /** The lesson that is not ended. */
  readonly lessonId: string;
  readonly title: string;
  /** The lesson to start. */
  readonly wanted: string;
  readonly onGo: () => void;
  readonly onLeave: () => void;
}

/** Another lesson of this teacher is not ended: shows it and offers to end it. */
export function OtherRunning({ lessonId, title, wanted, onGo, onLeave }: Props) {
  const end = useEndLesson();
  const { confirm } = useOverlays();
  const finish = async () => {
    const isSure = await confirm({
      title: t('join.endOtherAsk', { title }),
      text: t('join.endOtherHint'),
      confirm: t('join.endOther'),
      isDestructive: true,
    });
    if (isSure) end.mutate(lessonId);
  };
  return (
    <StepScreen
      title={t('join.otherRunning', { title })}
      hint={t('join.otherRunningHint', { wanted })}
      icon={<Icon56HourglassErrorBadgeOutline />}
      focusesTitle
    >
      <Button size="l" stretched loading={end.isPending} onClick={() => void finish()}>
        {t('join.endOther')}
      </Button>
      <Button size="l" stretched mode="secondary" onClick={onGo}>
        {t('join.goToOther')}
      </Button>
      <Button size="l" stretched mode="tertiary" onClick={onLeave}>
        {t('join.back')}
      </Button>
    </StepScreen>
  );
}
