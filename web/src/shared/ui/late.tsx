import { type ComponentType, type FunctionComponent, lazy, type ReactNode, Suspense, useState } from 'react';
import { loadOnce } from '../offline/parts';
import { Wall } from './Wall';

interface Options<Props> {
  /** Shown while it loads. */
  readonly waiting?: ReactNode;
  /** How large it is, for the words in its place when it fails. */
  readonly size?: 'pane' | 'row';
  /** What is shown in its place while it cannot be loaded, if not a line that says so. */
  readonly instead?: (props: Props, retry: () => void) => ReactNode;
}

/**
 * Return the component that `load` resolves to, loaded when it is first shown. If it does not load or fails, a line
 * with a button to try again is in its place; the page around it is never affected.
 */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  options: Options<Props> = {},
): FunctionComponent<Props> {
  const part = new Part(load);
  return (props) => <Late part={part} props={props} {...options} />;
}

/** A part of the page, loaded once; a lazy component remembers its failure forever, so that each attempt is another. */
class Part<Props> {
  latest: ComponentType<Props>;

  constructor(private readonly load: () => Promise<ComponentType<Props>>) {
    this.latest = this.attempt();
  }

  private attempt(): ComponentType<Props> {
    return lazy(async () => {
      try {
        return { default: await loadOnce(this.load) };
      } catch (failure) {
        this.latest = this.attempt();
        throw failure;
      }
    }) as ComponentType<Props>;
  }
}

interface LateProps<Props> extends Options<Props> {
  readonly part: Part<Props>;
  readonly props: Props;
}

function Late<Props extends object>({ part, props, waiting, size = 'row', instead }: LateProps<Props>) {
  const [Shown, setShown] = useState(() => part.latest);
  return (
    <Wall
      place="late"
      size={size}
      instead={instead && ((retry) => instead(props, retry))}
      onRetry={() => setShown(() => part.latest)}
    >
      <Suspense fallback={waiting}>
        <Shown {...props} />
      </Suspense>
    </Wall>
  );
}
