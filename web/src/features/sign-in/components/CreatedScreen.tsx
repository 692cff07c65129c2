import { Icon56CheckCircleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { StepScreen } from '@/shared/ui/StepScreen';

/** «Учебный профиль создан!» */
export function CreatedScreen({ onContinue }: { readonly onContinue: () => void }) {
  return (
    <StepScreen
      title={t('id.created.title')}
      hint={t('id.created.hint')}
      icon={<Icon56CheckCircleOutline />}
      focusesTitle
    >
      <Button size="l" stretched onClick={onContinue}>
        {t('id.continue')}
      </Button>
    </StepScreen>
  );
}
