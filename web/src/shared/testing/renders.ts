/**
 * Counts which components React draws, by the hook that it offers to developers' tools. Imported before React.
 */

/** What is read of React's internal nodes. */
interface Fiber {
  readonly type: { readonly name?: string; readonly type?: { readonly name?: string } } | string | null;
  readonly flags: number;
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

/** React's flag of a component that ran. */
const PERFORMED_WORK = 1;

let counts: Map<string, number> | undefined;

Object.assign(globalThis, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    checkDCE: () => undefined,
    inject: () => 1,
    onCommitFiberRoot: (_renderer: number, root: { readonly current: Fiber }) => {
      if (counts) countDrawn(root.current, counts);
    },
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
  },
});

/** Return how often each component, by its name, is drawn while this runs. */
export async function countRenders(run: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
  const drawn = new Map<string, number>();
  counts = drawn;
  try {
    await run();
  } finally {
    counts = undefined;
  }
  return drawn;
}

function countDrawn(fiber: Fiber, drawn: Map<string, number>): void {
  const before = fiber.alternate;
  const name = nameOf(fiber);
  const isDrawn = before === null || (fiber.flags & PERFORMED_WORK) !== 0;
  if (name !== undefined && isDrawn) drawn.set(name, (drawn.get(name) ?? 0) + 1);
  // Children that React did not visit are the same nodes as before.
  if (before !== null && before.child === fiber.child) return;
  for (let child = fiber.child; child; child = child.sibling) countDrawn(child, drawn);
}

function nameOf({ type }: Fiber): string | undefined {
  if (type === null || typeof type === 'string') return undefined;
  return type.name || type.type?.name;
}
