import { Icon56ErrorOutline } from '@vkontakte/icons';
import { Button, Placeholder } from '@vkontakte/vkui';
import { errorText } from '../api/error-text';
import { isFinal } from '../api/errors';
import { t } from '../i18n/text';
import { Nowhere } from './Nowhere';

interface Props {
  readonly failure: unknown;
  /** Called by «Повторить», which is offered where asking again may bring something else. */
  readonly onRetry?: (() => void) | undefined;
  /** Of what is a page of its own: where to go if there is no such page, or not for this person. */
  readonly home?: string | undefined;
}

/** Shown where loading failed: the error, and what helps. */
export function ErrorState({ failure, onRetry, home }: Props) {
  const isRefused = isFinal(failure);
  if (isRefused && failure.status === 404 && home !== undefined) return <Nowhere home={home} />;
  return (
    <div role="alert">
      <Placeholder
        icon={<Icon56ErrorOutline />}
        action={
          isRefused
            ? home !== undefined && (
                <Button Component="a" href={home} size="l" mode="secondary">
                  {t('ui.toFirstPage')}
                </Button>
              )
            : onRetry && (
                <Button size="l" mode="secondary" onClick={onRetry}>
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
