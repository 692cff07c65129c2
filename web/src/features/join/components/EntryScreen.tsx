import type { ReactNode } from 'react';
import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { ErrorState } from '@/shared/ui/ErrorState';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { type EntryStatus, pollAfter } from '../model/entry-state';
import type { EntryFlow } from '../useEntryFlow';
import { DeviceScreen } from './DeviceScreen';
import { StatusScreen } from './StatusScreen';

interface Props<T> {
  readonly flow: EntryFlow<T>;
  /** Shown where the server answers 404. */
  readonly unknown: ReactNode;
  /** «Присоединиться к звонку» by default. */
  readonly heading?: string;
  readonly title: string;
  readonly about: readonly string[];
  /** A question besides devices. */
  readonly asked?: ReactNode;
  readonly onLeave?: (() => void) | undefined;
  /** The links of a status screen. */
  readonly ways: (status: EntryStatus | 'lobby') => ReactNode;
  /** Shown where another lesson must end first. */
  readonly otherRunning?: (lessonId: string, title: string) => ReactNode;
}

/** An entry screen: devices, the lobby, the status, or not found. */
export function EntryScreen<T>(props: Props<T>) {
  const { flow, title } = props;
  const { state, error } = flow;
  if (isApiError(error) && error.status === 404) return props.unknown;
  if (!state) {
    return error ? <ErrorState failure={error} onRetry={flow.refetch} /> : <TextSkeleton rows={6} />;
  }
  if (flow.isKnocking) {
    return (
      <StatusScreen why="lobby" title={title} isWaiting>
        {props.ways('lobby')}
      </StatusScreen>
    );
  }
  if (state.shows === 'other_running') return props.otherRunning?.(state.lessonId, state.title);
  if (state.shows === 'status') {
    const isWaiting = pollAfter(state, 0) !== undefined;
    return (
      <StatusScreen
        why={state.status}
        title={title}
        opensAt={state.opensAt}
        isWaiting={isWaiting}
        trouble={isWaiting ? (!flow.isWaiting ? 'timeout' : error ? 'network' : undefined) : undefined}
        onMove={state.status === 'elsewhere' ? flow.move : undefined}
        onAgain={state.status === 'refused' || (isWaiting && !flow.isWaiting) ? flow.refetch : undefined}
      >
        {props.ways(state.status)}
      </StatusScreen>
    );
  }
  return (
    <DeviceScreen
      heading={props.heading ?? t('join.title')}
      title={title}
      about={props.about}
      asked={props.asked}
      isJoining={flow.isJoining}
      failure={flow.failure}
      onJoin={flow.press}
      onLeave={props.onLeave}
    />
  );
}
