/**
 * How far one browser has followed a stream. Pure: no clock, no socket, no React.
 *
 * What is given out to be applied is gapless and in order: never past a hole, never older than before.
 */

/** The new state of one entity. Applying it twice does no harm. */
export interface AnyUpdate {
  readonly kind: string;
  readonly value: { readonly id: string };
}

/** What one transaction changed in the stream. */
export interface Frame<P extends AnyUpdate = AnyUpdate> {
  readonly seq: number;
  readonly updates: readonly P[];
}

/** What changed after `after`, complete up to `seq`; where there is `more`, the rest follows after `seq`. */
export interface Difference<P extends AnyUpdate = AnyUpdate> extends Frame<P> {
  readonly after: number;
  readonly more: boolean;
}

export interface Stream<P extends AnyUpdate = AnyUpdate> {
  /** The seq up to which everything was given out; undefined until a snapshot says where to begin. */
  readonly seq: number | undefined;
  /** The highest seq that the server is known to have. */
  readonly latestSeq: number;
  /** Frames that came before their predecessors, by seq. */
  readonly buffered: ReadonlyMap<number, Frame<P>>;
  /** The pages of a long difference that have come so far. Half a difference is not shown: it has holes. */
  readonly pages: Frame<P> | undefined;
}

/** The stream, and what is to be applied now: everything after `from`, up to `to`. */
export interface Advanced<P extends AnyUpdate = AnyUpdate> {
  readonly stream: Stream<P>;
  readonly step: Step<P> | undefined;
}

/** Puts that lead from the state at `from` to the state at `to`. */
export interface Step<P extends AnyUpdate = AnyUpdate> {
  readonly from: number;
  readonly to: number;
  readonly updates: readonly P[];
}

/** A stream that begins at a known seq, or that waits for its snapshot. */
export function createStream<P extends AnyUpdate>(seq?: number, latestSeq = 0): Stream<P> {
  return { seq, latestSeq, buffered: new Map(), pages: undefined };
}

/** Take a frame from the socket: give it out, keep it for later, or drop it as known. */
export function receiveFrame<P extends AnyUpdate>(stream: Stream<P>, frame: Frame<P>): Advanced<P> {
  if (stream.seq !== undefined && frame.seq <= stream.seq) return { stream, step: undefined };
  const buffered = new Map(stream.buffered).set(frame.seq, frame);
  return releaseInOrder({ ...stream, buffered, latestSeq: Math.max(stream.latestSeq, frame.seq) }, []);
}

/** Take the answer to a question about what is missing. One that leaves a hole, or is overtaken, changes nothing. */
export function applyDifference<P extends AnyUpdate>(stream: Stream<P>, page: Difference<P>): Advanced<P> {
  const reached = stream.pages?.seq ?? stream.seq;
  if (stream.seq === undefined || reached === undefined) return { stream, step: undefined };
  if (page.after > reached || page.seq <= stream.seq) return { stream, step: undefined };
  const continues = stream.pages !== undefined && page.after === reached;
  if (!continues && page.after > stream.seq) return { stream, step: undefined };
  const updates = continues && stream.pages ? [...stream.pages.updates, ...page.updates] : page.updates;
  const latestSeq = Math.max(stream.latestSeq, page.seq);
  if (page.more) return { stream: { ...stream, latestSeq, pages: { seq: page.seq, updates } }, step: undefined };
  const { step, stream: filled } = releaseInOrder({ ...stream, latestSeq, seq: page.seq }, updates);
  return { stream: filled, step: { from: stream.seq, to: step?.to ?? page.seq, updates: step?.updates ?? updates } };
}

/**
 * Begin at a snapshot that was read afresh, and give out what was heard beyond it. A stream that has begun goes its
 * own way: to jump ahead would skip what changed outside of the snapshot.
 */
export function startAt<P extends AnyUpdate>(stream: Stream<P>, snapshotSeq: number): Advanced<P> {
  if (stream.seq !== undefined) return { stream, step: undefined };
  return releaseInOrder({ ...stream, seq: snapshotSeq, latestSeq: Math.max(stream.latestSeq, snapshotSeq) }, []);
}

/** Learn from a greeting or a heartbeat how far the server is. */
export function learnPosition<P extends AnyUpdate>(stream: Stream<P>, latestSeq: number): Stream<P> {
  return latestSeq > stream.latestSeq ? { ...stream, latestSeq } : stream;
}

/** Give the seq after which to ask for the difference, or undefined where nothing is known to be missing. */
export function missingAfter(stream: Stream): number | undefined {
  if (stream.seq === undefined || stream.latestSeq <= stream.seq) return undefined;
  return stream.pages?.seq ?? stream.seq;
}

/** Forget half-read differences: a new connection asks anew. */
export function dropPages<P extends AnyUpdate>(stream: Stream<P>): Stream<P> {
  return stream.pages ? { ...stream, pages: undefined } : stream;
}

/** Follow the early frames as far as they go without a gap; forget those that are overtaken. */
function releaseInOrder<P extends AnyUpdate>(stream: Stream<P>, before: readonly P[]): Advanced<P> {
  if (stream.seq === undefined) return { stream, step: undefined };
  const from = stream.seq;
  const updates = [...before];
  let to = from;
  for (let next = stream.buffered.get(to + 1); next; next = stream.buffered.get(to + 1)) {
    updates.push(...next.updates);
    to = next.seq;
  }
  const early = new Map([...stream.buffered].filter(([seq]) => seq > to));
  const pages = stream.pages && stream.pages.seq > to ? stream.pages : undefined;
  const followed = { ...stream, seq: to, early, pages };
  return { stream: followed, step: to > from ? { from, to, updates } : undefined };
}
