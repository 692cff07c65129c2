/**
 * The position of one client in a stream. Pure: no clock, no socket, no React.
 *
 * The steps it returns are gapless and in order: never past a gap, never older than before.
 */

/** The new state of one entity. Applying it twice does no harm. */
export interface AnyUpdate {
  readonly kind: string;
  readonly value: { readonly id: string };
}

/** What one transaction changed in the stream. */
export interface Frame<U extends AnyUpdate = AnyUpdate> {
  readonly seq: number;
  readonly updates: readonly U[];
}

/** What changed after `after`, complete up to `seq`; where there is `more`, the rest follows after `seq`. */
export interface Difference<U extends AnyUpdate = AnyUpdate> extends Frame<U> {
  readonly after: number;
  readonly more: boolean;
}

export interface Stream<U extends AnyUpdate = AnyUpdate> {
  /** The seq up to which everything was applied; undefined until a snapshot gives the first one. */
  readonly seq: number | undefined;
  /** The highest seq that the server is known to have reached. */
  readonly latestSeq: number;
  /** Frames that arrived before their predecessors, by seq. */
  readonly buffered: ReadonlyMap<number, Frame<U>>;
  /** The pages of a long difference received so far. A partial difference is not applied: it has gaps. */
  readonly pages: Frame<U> | undefined;
}

/** The stream, and the step to apply now. */
export interface Advanced<U extends AnyUpdate = AnyUpdate> {
  readonly stream: Stream<U>;
  readonly step: Step<U> | undefined;
}

/** The updates after `from`, up to `to`. */
export interface Step<U extends AnyUpdate = AnyUpdate> {
  readonly from: number;
  readonly to: number;
  readonly updates: readonly U[];
}

/** Return a stream at a known seq, or one that waits for its snapshot. */
export function createStream<U extends AnyUpdate>(seq?: number, latestSeq = 0): Stream<U> {
  return { seq, latestSeq, buffered: new Map(), pages: undefined };
}

/** Process a frame of the socket: apply it, buffer it, or drop it as known. */
export function receiveFrame<U extends AnyUpdate>(stream: Stream<U>, frame: Frame<U>): Advanced<U> {
  if (stream.seq !== undefined && frame.seq <= stream.seq) return { stream, step: undefined };
  const buffered = new Map(stream.buffered).set(frame.seq, frame);
  return releaseInOrder({ ...stream, buffered, latestSeq: Math.max(stream.latestSeq, frame.seq) }, []);
}

/** Process a requested difference. One that leaves a gap, or is out of date, changes nothing. */
export function applyDifference<U extends AnyUpdate>(stream: Stream<U>, page: Difference<U>): Advanced<U> {
  const reached = stream.pages?.seq ?? stream.seq;
  if (stream.seq === undefined || reached === undefined) return { stream, step: undefined };
  if (page.after > reached || page.seq <= stream.seq) return { stream, step: undefined };
  const continues = stream.pages !== undefined && page.after === reached;
  if (!continues && page.after > stream.seq) return { stream, step: undefined };
  const updates = continues && stream.pages ? [...stream.pages.updates, ...page.updates] : page.updates;
  const latestSeq = Math.max(stream.latestSeq, page.seq);
  if (page.more)
    return { stream: { ...stream, latestSeq, pages: { seq: page.seq, updates } }, step: undefined };
  const { step, stream: filled } = releaseInOrder({ ...stream, latestSeq, seq: page.seq }, updates);
  return {
    stream: filled,
    step: { from: stream.seq, to: step?.to ?? page.seq, updates: step?.updates ?? updates },
  };
}

/**
 * Start at a snapshot, and apply what was buffered beyond it. A stream that has started ignores it: jumping ahead
 * would skip what changed outside of the snapshot.
 */
export function startAt<U extends AnyUpdate>(stream: Stream<U>, snapshotSeq: number): Advanced<U> {
  if (stream.seq !== undefined) return { stream, step: undefined };
  return releaseInOrder(
    { ...stream, seq: snapshotSeq, latestSeq: Math.max(stream.latestSeq, snapshotSeq) },
    [],
  );
}

/** Process the server's position from a welcome or a heartbeat. */
export function learnPosition<U extends AnyUpdate>(stream: Stream<U>, latestSeq: number): Stream<U> {
  return latestSeq > stream.latestSeq ? { ...stream, latestSeq } : stream;
}

/** Return the seq after which to request the difference, or undefined if nothing is known to be missing. */
export function missingAfter(stream: Stream): number | undefined {
  if (stream.seq === undefined || stream.latestSeq <= stream.seq) return undefined;
  return stream.pages?.seq ?? stream.seq;
}

/** Drop partial differences: a new connection requests them again. */
export function dropPages<U extends AnyUpdate>(stream: Stream<U>): Stream<U> {
  return stream.pages ? { ...stream, pages: undefined } : stream;
}

/** Apply the buffered frames up to the first gap; drop those that are out of date. */
function releaseInOrder<U extends AnyUpdate>(stream: Stream<U>, before: readonly U[]): Advanced<U> {
  if (stream.seq === undefined) return { stream, step: undefined };
  const from = stream.seq;
  const updates = [...before];
  let to = from;
  for (let next = stream.buffered.get(to + 1); next; next = stream.buffered.get(to + 1)) {
    updates.push(...next.updates);
    to = next.seq;
  }
  const buffered = new Map([...stream.buffered].filter(([seq]) => seq > to));
  const pages = stream.pages && stream.pages.seq > to ? stream.pages : undefined;
  const advanced = { ...stream, seq: to, buffered, pages };
  return { stream: advanced, step: to > from ? { from, to, updates } : undefined };
}
