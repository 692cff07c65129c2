import { Icon56CheckCircleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { StepScreen } from '@/shared/ui/StepScreen';

interface Props {
  /** The address that linking interrupted: a lesson. */
  readonly returnTo: string | null;
}

/** «Готово»: linked, with links to the interrupted page and to the chats. */
export function DoneScreen({ returnTo }: Props) {
  return (
    <StepScreen
      title={t('linking.done.title')}
      hint={t('linking.done.hint')}
      icon={<Icon56CheckCircleOutline />}
      focusesTitle
    >
      {returnTo !== null && (
        <Button Component="a" href={returnTo} size="l" stretched>
          {t('linking.done.lesson')}
        </Button>
      )}
      <Button Component="a" href="/" size="l" stretched mode={returnTo === null ? 'primary' : 'secondary'}>
        {t('linking.done.messenger')}
      </Button>
    </StepScreen>
  );
}
