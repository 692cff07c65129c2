import { type ComponentType, type FunctionComponent, lazy, type ReactNode, Suspense, useState } from 'react';
import { loadOnce } from '../offline/parts';
import { Wall } from './Wall';

interface Options {
  /** Shown while it loads. */
  readonly waiting?: ReactNode;
  /** How large it is, for the words in its place when it fails. */
  readonly size?: 'pane' | 'row';
}

/**
 * Return the component that `load` resolves to, loaded when it is first shown. If it does not load or fails, a line
 * with a button to try again is in its place; the page around it is never affected.
 */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  options: Options = {},
): FunctionComponent<Props> {
  const part = new Part(load);
  return (props) => <Late part={part as Part<object>} props={props} {...options} />;
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

interface LateProps extends Options {
  readonly part: Part<object>;
  readonly props: object;
}

function Late({ part, props, waiting, size = 'row' }: LateProps) {
  const [Shown, setShown] = useState(() => part.latest);
  return (
    <Wall place="late" size={size} onRetry={() => setShown(() => part.latest)}>
      <Suspense fallback={waiting}>
        <Shown {...props} />
      </Suspense>
    </Wall>
  );
}
