import { Icon56CheckCircleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { StepScreen } from '@/shared/ui/StepScreen';

/** «Готово»: linked, and the way to the chats. */
export function DoneScreen() {
  return (
    <StepScreen
      title={t('linking.done.title')}
      hint={t('linking.done.hint')}
      icon={<Icon56CheckCircleOutline />}
      focusesTitle
    >
      <Button Component="a" href="/" size="l" stretched>
        {t('linking.done.messenger')}
      </Button>
    </StepScreen>
  );
}
