import { Button, Placeholder } from '@vkontakte/vkui';
import { Component, type PropsWithChildren, type ReactNode, useEffect } from 'react';
import { type Place, reportFailure } from '../api/failure-report';
import { t } from '../i18n/text';
import { PartError } from '../offline/parts';
import styles from './Wall.module.css';

type Size = 'page' | 'pane' | 'row';

interface Props extends PropsWithChildren {
  /** Where it stands, as the server is told. */
  readonly place: Place;
  readonly size: Size;
  /** What is shown inside: of something else the failure is not. */
  readonly of?: unknown;
  /** What is shown in the place of a part that did not load, if not a line that says so. */
  readonly instead?: ((retry: () => void) => ReactNode) | undefined;
  /** Called before the content is tried again. */
  readonly onRetry?: () => void;
}

interface State {
  readonly broken: { readonly failure: unknown } | null;
}

/** Keeps a failure of what it contains to itself: shows one of its own size, and reports place and type. */
export class Wall extends Component<Props, State> {
  override state: State = { broken: null };

  static getDerivedStateFromError(failure: unknown): State {
    return { broken: { failure } };
  }

  override componentDidCatch(failure: unknown): void {
    reportFailure(this.props.place, failure);
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.broken && before.of !== this.props.of) this.setState({ broken: null });
  }

  private readonly retry = () => {
    this.props.onRetry?.();
    this.setState({ broken: null });
  };

  override render() {
    const { broken } = this.state;
    if (!broken) return this.props.children;
    const { instead } = this.props;
    if (broken.failure instanceof PartError)
      return instead?.(this.retry) ?? <NotLoaded onRetry={this.retry} />;
    return <Broken size={this.props.size} onRetry={this.retry} />;
  }
}

interface RetryProps {
  readonly onRetry: () => void;
}

/** In the place of a part that did not load; it is tried again when there is a network. */
function NotLoaded({ onRetry }: RetryProps) {
  useEffect(() => {
    window.addEventListener('online', onRetry);
    return () => window.removeEventListener('online', onRetry);
  }, [onRetry]);
  return (
    <div className={styles['row']} role="alert">
      <span>{t('ui.notLoaded')}</span>
      <Retry onRetry={onRetry} />
    </div>
  );
}

function Broken({ size, onRetry }: RetryProps & { readonly size: Size }) {
  if (size === 'row') {
    return (
      <div className={styles['row']}>
        <span>{t('ui.notShown')}</span>
        <Retry onRetry={onRetry} />
      </div>
    );
  }
  const isPage = size === 'page';
  return (
    <div className={styles[size]} role="alert">
      <Placeholder
        title={t('ui.somethingBroke')}
        action={
          <Button onClick={isPage ? () => window.location.reload() : onRetry}>
            {t(isPage ? 'ui.reload' : 'ui.retry')}
          </Button>
        }
      >
        {t(isPage ? 'ui.somethingBrokeHint' : 'ui.paneBrokeHint')}
      </Placeholder>
    </div>
  );
}

function Retry({ onRetry }: RetryProps) {
  return (
    <button type="button" className={styles['retry']} onClick={onRetry}>
      {t('ui.retry')}
    </button>
  );
}
