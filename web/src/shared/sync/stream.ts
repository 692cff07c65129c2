/**
 * How far one browser has followed a stream. Pure: no clock, no socket, no React.
 *
 * What is given out to be applied is gapless and in order: never past a hole, never older than before.
 */

/** The new state of one entity. Applying it twice does no harm. */
export interface AnyPut {
  readonly kind: string;
  readonly value: { readonly id: string };
}

/** What one transaction changed in the stream. */
export interface Frame<P extends AnyPut = AnyPut> {
  readonly seq: number;
  readonly puts: readonly P[];
}

/** What changed after `after`, complete up to `seq`; where there is `more`, the rest follows after `seq`. */
export interface Difference<P extends AnyPut = AnyPut> extends Frame<P> {
  readonly after: number;
  readonly more: boolean;
}

export interface Stream<P extends AnyPut = AnyPut> {
  /** The seq up to which everything was given out; undefined until a snapshot says where to begin. */
  readonly seq: number | undefined;
  /** The highest seq that the server is known to have. */
  readonly head: number;
  /** Frames that came before their predecessors, by seq. */
  readonly early: ReadonlyMap<number, Frame<P>>;
  /** The pages of a long difference that have come so far. Half a difference is not shown: it has holes. */
  readonly pages: Frame<P> | undefined;
}

/** The stream, and what is to be applied now: everything after `from`, up to `to`. */
export interface Followed<P extends AnyPut = AnyPut> {
  readonly stream: Stream<P>;
  readonly step: Step<P> | undefined;
}

/** Puts that lead from the state at `from` to the state at `to`. */
export interface Step<P extends AnyPut = AnyPut> {
  readonly from: number;
  readonly to: number;
  readonly puts: readonly P[];
}

/** A stream that begins at a known seq, or that waits for its snapshot. */
export function beginStream<P extends AnyPut>(seq?: number, head = 0): Stream<P> {
  return { seq, head, early: new Map(), pages: undefined };
}

/** Take a frame from the socket: give it out, keep it for later, or drop it as known. */
export function hear<P extends AnyPut>(stream: Stream<P>, frame: Frame<P>): Followed<P> {
  if (stream.seq !== undefined && frame.seq <= stream.seq) return { stream, step: undefined };
  const early = new Map(stream.early).set(frame.seq, frame);
  return giveOut({ ...stream, early, head: Math.max(stream.head, frame.seq) }, []);
}

/** Take the answer to a question about what is missing. One that leaves a hole, or is overtaken, changes nothing. */
export function fill<P extends AnyPut>(stream: Stream<P>, page: Difference<P>): Followed<P> {
  const reached = stream.pages?.seq ?? stream.seq;
  if (stream.seq === undefined || reached === undefined) return { stream, step: undefined };
  if (page.after > reached || page.seq <= stream.seq) return { stream, step: undefined };
  const continues = stream.pages !== undefined && page.after === reached;
  if (!continues && page.after > stream.seq) return { stream, step: undefined };
  const puts = continues && stream.pages ? [...stream.pages.puts, ...page.puts] : page.puts;
  const head = Math.max(stream.head, page.seq);
  if (page.more) return { stream: { ...stream, head, pages: { seq: page.seq, puts } }, step: undefined };
  const { step, stream: filled } = giveOut({ ...stream, head, seq: page.seq }, puts);
  return { stream: filled, step: { from: stream.seq, to: step?.to ?? page.seq, puts: step?.puts ?? puts } };
}

/**
 * Begin at a snapshot that was read afresh, and give out what was heard beyond it. A stream that has begun goes its
 * own way: to jump ahead would skip what changed outside of the snapshot.
 */
export function take<P extends AnyPut>(stream: Stream<P>, snapshotSeq: number): Followed<P> {
  if (stream.seq !== undefined) return { stream, step: undefined };
  return giveOut({ ...stream, seq: snapshotSeq, head: Math.max(stream.head, snapshotSeq) }, []);
}

/** Learn from a greeting or a heartbeat how far the server is. */
export function learnHead<P extends AnyPut>(stream: Stream<P>, head: number): Stream<P> {
  return head > stream.head ? { ...stream, head } : stream;
}

/** Give the seq after which to ask for the difference, or undefined where nothing is known to be missing. */
export function missingAfter(stream: Stream): number | undefined {
  if (stream.seq === undefined || stream.head <= stream.seq) return undefined;
  return stream.pages?.seq ?? stream.seq;
}

/** Forget half-read differences: a new connection asks anew. */
export function dropPages<P extends AnyPut>(stream: Stream<P>): Stream<P> {
  return stream.pages ? { ...stream, pages: undefined } : stream;
}

/** Follow the early frames as far as they go without a gap; forget those that are overtaken. */
function giveOut<P extends AnyPut>(stream: Stream<P>, before: readonly P[]): Followed<P> {
  if (stream.seq === undefined) return { stream, step: undefined };
  const from = stream.seq;
  const puts = [...before];
  let to = from;
  for (let next = stream.early.get(to + 1); next; next = stream.early.get(to + 1)) {
    puts.push(...next.puts);
    to = next.seq;
  }
  const early = new Map([...stream.early].filter(([seq]) => seq > to));
  const pages = stream.pages && stream.pages.seq > to ? stream.pages : undefined;
  const followed = { ...stream, seq: to, early, pages };
  return { stream: followed, step: to > from ? { from, to, puts } : undefined };
}
