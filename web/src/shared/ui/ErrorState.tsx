import { Icon56ErrorOutline } from '@vkontakte/icons';
import { Button, Placeholder } from '@vkontakte/vkui';
import { errorText } from '../api/error-text';
import { t } from '../i18n/text';

interface Props {
  readonly failure: unknown;
  /** Called by «Повторить»; without it there is no button. */
  readonly onRetry?: (() => void) | undefined;
}

/** Shown where loading failed: the error, and a retry button. */
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
        {errorText(failure)}
      </Placeholder>
    </div>
  );
}
