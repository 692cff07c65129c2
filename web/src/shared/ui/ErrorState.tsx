import { Icon56ErrorOutline } from '@vkontakte/icons';
import { Button, Placeholder } from '@vkontakte/vkui';
import { wordsOf } from '../api/words';
import { t } from '../i18n/text';

interface Props {
  readonly failure: unknown;
  /** What to do at «Повторить»; without it there is no button. */
  readonly onRetry?: (() => void) | undefined;
}

/** What stands where something could not be shown: what happened, and a way to try again. */
export function ErrorState({ failure, onRetry }: Props) {
  return (
    <div role="alert">
      <Placeholder
        icon={<Icon56ErrorOutline />}
        action={
          onRetry && (
            <Button size="m" mode="secondary" onClick={onRetry}>
              {t('ui.retry')}
            </Button>
          )
        }
      >
        {wordsOf(failure)}
      </Placeholder>
    </div>
  );
}
