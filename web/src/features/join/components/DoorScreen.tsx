import type { ReactNode } from 'react';
import { isRefusal } from '@/shared/api/refusal';
import { ErrorState } from '@/shared/ui/ErrorState';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { askAgainAfter, type Told } from '../model/doors';
import type { Door } from '../useDoor';
import { DeviceScreen } from './DeviceScreen';
import { ToldScreen } from './ToldScreen';

interface Props<T> {
  readonly door: Door<T>;
  /** What stands where the server knows of no such door for this person. */
  readonly unknown: ReactNode;
  readonly title: string;
  readonly about: readonly string[];
  /** What is asked besides devices. */
  readonly asked?: ReactNode;
  readonly onLeave?: (() => void) | undefined;
  /** The ways on from a screen that only tells something. */
  readonly ways: (told: Told | 'lobby') => ReactNode;
  /** What stands where another lesson must end first. */
  readonly otherRunning?: (lessonId: string, title: string) => ReactNode;
}

/** Whatever a door shows: devices, the lobby, why not now, or that there is no such door. */
export function DoorScreen<T>(props: Props<T>) {
  const { door, title } = props;
  const { standing, error } = door;
  if (isRefusal(error) && error.status === 404) return props.unknown;
  if (!standing) {
    return error ? <ErrorState failure={error} onRetry={door.askAnew} /> : <TextSkeleton rows={6} />;
  }
  if (door.isKnocking) {
    return (
      <ToldScreen why="lobby" title={title} isWaiting>
        {props.ways('lobby')}
      </ToldScreen>
    );
  }
  if (standing.shows === 'other_running') return props.otherRunning?.(standing.lessonId, standing.title);
  if (standing.shows === 'told') {
    const isWaiting = askAgainAfter(standing, 0) !== undefined;
    return (
      <ToldScreen
        why={standing.told}
        title={title}
        opensAt={standing.opensAt}
        isWaiting={isWaiting}
        trouble={isWaiting ? (!door.isPatient ? 'patience' : error ? 'network' : undefined) : undefined}
        onAgain={standing.told === 'refused' || (isWaiting && !door.isPatient) ? door.askAnew : undefined}
      >
        {props.ways(standing.told)}
      </ToldScreen>
    );
  }
  return (
    <DeviceScreen
      title={title}
      about={props.about}
      asked={props.asked}
      isJoining={door.isJoining}
      failure={door.failure}
      onJoin={door.press}
      onLeave={props.onLeave}
    />
  );
}
