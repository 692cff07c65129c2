import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Laid, rowsOf } from './rows';
import {
  initialScroll,
  type Jump,
  movesView,
  type Scroll,
  type ScrollEffect,
  type ScrollInput,
  type Target,
  turn,
} from './scroll';

interface Said extends Laid {
  readonly waiting?: object;
}

const said = (number: number, change: Partial<Said> = {}): Said => ({
  id: `${number}`,
  author_id: 'anna',
  client_id: null,
  number,
  sent_at: '2026-11-23T09:00:00Z',
  ...change,
});
const waiting = (id: string) => said(0, { id, waiting: {} });
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => said(first + at));

interface Given {
  readonly hasNewer?: boolean;
  readonly jump?: Jump;
  readonly firstUnread?: number;
}

function rows(messages: readonly Said[], { hasNewer = false, jump, firstUnread }: Given = {}): ScrollInput {
  return { type: 'rows', rows: rowsOf(messages, { joinsGroups: () => true, firstUnread }), hasNewer, jump };
}

/** Give these inputs one after the other; return the state and the effects of the last. */
function given(...inputs: readonly ScrollInput[]): { scroll: Scroll; effects: readonly ScrollEffect[] } {
  let scroll = initialScroll;
  let effects: readonly ScrollEffect[] = [];
  for (const input of inputs) [scroll, effects] = turn(scroll, input);
  return { scroll, effects };
}

const seek = (target: Target): ScrollEffect => ({ do: 'seek', target });
const end = seek({ at: 'end' });
const row = (number: number, align: 'start' | 'center') => seek({ at: 'row', key: `${number}`, align });
const taken: ScrollInput = { type: 'taken' };
const scrolled = (distance: number): ScrollInput => ({ type: 'scrolled', distance });
const heights = (distance: number): ScrollInput => ({ type: 'heights', distance });
const resized: ScrollInput = { type: 'resized' };
const opened = rows(range(21, 50));

describe('a chat opens', () => {
  it('at its end, when everything is read', () => {
    expect(given(opened).effects).toEqual([end]);
  });

  it('at the unread line, and stays there while heights and more pages come', () => {
    const unread = { firstUnread: 30, hasNewer: true };
    const line = row(30, 'start');
    expect(given(rows(range(21, 50), unread)).effects).toEqual([line]);
    expect(given(rows(range(21, 50), unread), heights(900)).effects).toEqual([line]);
    const more = rows(range(1, 80), { firstUnread: 30 });
    expect(given(rows(range(21, 50), unread), heights(0), more).effects).toEqual([line]);
  });

  it('only when there are rows', () => {
    expect(given(rows([])).effects).toEqual([]);
    expect(given(rows([]), opened).effects).toEqual([end]);
  });
});

describe('a jump', () => {
  const jump = { number: 25 };

  it('shows the message in the middle, once', () => {
    const jumped = rows(range(21, 50), { jump });
    expect(given(opened, jumped).effects).toEqual([row(25, 'center')]);
    expect(given(opened, jumped, taken, rows(range(1, 50), { jump })).effects).toEqual([]);
  });

  it('waits for a message that is not there yet, and is given up when nobody wants it any more', () => {
    const far = rows(range(21, 50), { jump: { number: 90 } });
    expect(given(opened, taken, far).effects).toEqual([]);
    expect(given(opened, taken, far, opened, rows(range(60, 99))).effects).toEqual([]);
    const there = { number: 90 };
    const waited = rows(range(21, 50), { jump: there });
    const come = rows(range(60, 99), { jump: there, hasNewer: true });
    expect(given(opened, taken, waited, come).effects).toEqual([row(90, 'center')]);
  });

  it('to a message that does not exist shows the next', () => {
    const messages = [said(4), said(7)];
    expect(given(rows(messages), rows(messages, { jump: { number: 5 } })).effects).toEqual([
      row(7, 'center'),
    ]);
  });

  it('is done again for another wish of the same message', () => {
    const again = rows(range(21, 50), { jump: { number: 25 } });
    expect(given(opened, rows(range(21, 50), { jump }), taken, again).effects).toEqual([row(25, 'center')]);
  });
});

describe('the end', () => {
  it('is followed by who is there, and by nobody else', () => {
    const next = rows(range(21, 51));
    expect(given(opened, taken, scrolled(40), next).effects).toEqual([end]);
    expect(given(opened, taken, scrolled(400), next).effects).toEqual([]);
  });

  it('is not followed from the middle of the conversation, where a later page comes', () => {
    const middle = rows(range(21, 50), { hasNewer: true });
    expect(given(middle, taken, scrolled(10), rows(range(21, 99))).effects).toEqual([]);
  });

  it('is shown when the person sends, from wherever they are', () => {
    const sent = rows([...range(21, 50), waiting('mine')]);
    expect(given(opened, taken, scrolled(4_000), sent).effects).toEqual([end]);
  });

  it('is loaded first where it is not', () => {
    const far = rows(range(21, 50), { hasNewer: true });
    expect(given(far, taken, { type: 'toEnd', hasNewer: true }).effects).toEqual([{ do: 'showEnd' }]);
    const come = rows(range(950, 999));
    expect(given(far, taken, { type: 'toEnd', hasNewer: true }, come).effects).toEqual([end]);
    expect(given(opened, taken, { type: 'toEnd', hasNewer: false }).effects).toEqual([end]);
  });

  it('stays in view when the view becomes lower, however it does', () => {
    expect(given(opened, resized).effects).toEqual([end]);
    expect(given(opened, taken, scrolled(0), resized).effects).toEqual([end]);
    expect(given(opened, taken, scrolled(1), resized, resized).effects).toEqual([end]);
  });
});

describe('a view that becomes lower', () => {
  it('keeps what one reads at its lower edge, wherever one is', () => {
    const kept = (distance: number) => given(opened, taken, scrolled(distance), resized, resized).effects;
    expect(kept(30)).toEqual([{ do: 'keep', distance: 30 }]);
    expect(kept(4_000)).toEqual([{ do: 'keep', distance: 4_000 }]);
  });

  it('shows the place where it is held', () => {
    const unread = rows(range(21, 50), { firstUnread: 30 });
    expect(given(unread, scrolled(600), resized).effects).toEqual([row(30, 'start')]);
    expect(given(unread, resized).effects).toEqual([row(30, 'start')]);
  });
});

describe('older messages above', () => {
  const older = rows(range(451, 540));

  it('send nobody anywhere, whatever scrolling and heights follow', () => {
    const follows = fc.oneof(
      fc.integer({ min: 0, max: 9_000 }).map(scrolled),
      fc.integer({ min: 0, max: 9_000 }).map(heights),
      fc.constant(older),
    );
    fc.assert(
      fc.property(fc.array(follows), (inputs) => {
        expect(given(rows(range(501, 540)), taken, scrolled(300), older, ...inputs).effects).toEqual([]);
      }),
    );
  });

  it('do not part the view from the place where it is held', () => {
    expect(given(rows(range(501, 540)), older).effects).toEqual([end]);
  });
});

it('the view moves along with rows that begin above its lower edge', () => {
  const view = { scrollOffset: 1_000, scrollRect: { height: 600 } };
  expect([0, 990, 1_400, 1_599].map((start) => movesView({ start }, view))).toEqual([true, true, true, true]);
  expect([1_600, 5_000].map((start) => movesView({ start }, view))).toEqual([false, false]);
  expect(movesView({ start: 8 }, { scrollOffset: null, scrollRect: null })).toBe(false);
});

it('loads more near an edge, where there is more', () => {
  const view = { type: 'view', count: 100, hasOlder: true, hasNewer: true } as const;
  const both = [{ do: 'loadOlder' }, { do: 'loadNewer' }];
  expect(given(opened, { ...view, first: 40, last: 60 }).effects).toEqual([]);
  expect(given(opened, { ...view, first: 3, last: 95 }).effects).toEqual(both);
  expect(given(opened, { ...view, first: 3, last: 95, hasOlder: false, hasNewer: false }).effects).toEqual(
    [],
  );
  expect(given({ ...view, first: 0, last: 0, count: 0 }).effects).toEqual([]);
});

describe('whatever happens', () => {
  /** What others and the network do; nothing of it is a wish of the person. */
  const news = fc.oneof(
    fc.constant('older' as const),
    fc.constant('append' as const),
    fc.record({ heights: fc.integer({ min: 0, max: 2_000 }) }),
  );

  it('who has scrolled away stays put, until they want something', () => {
    fc.assert(
      fc.property(fc.array(news), fc.integer({ min: 81, max: 9_000 }), (happened, away) => {
        let [first, last] = [500, 540];
        const inputs: ScrollInput[] = [rows(range(first, last)), taken, scrolled(away)];
        for (const one of happened) {
          if (one === 'older') first -= 20;
          else if (one === 'append') last += 1;
          // A picture below may be loaded: the end only moves further away.
          else inputs.push(heights(away + one.heights));
          inputs.push(rows(range(Math.max(1, first), last)));
          expect(given(...inputs).effects).toEqual([]);
        }
      }),
    );
  });

  it('who is at the end sees every new message, and nobody is moved by older ones', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), (appends) => {
        let [first, last] = [500, 540];
        const inputs: ScrollInput[] = [rows(range(first, last)), taken, scrolled(0)];
        for (const isAppend of appends) {
          if (isAppend) last += 1;
          else first = Math.max(1, first - 20);
          inputs.push(rows(range(first, last)));
          expect(given(...inputs).effects).toEqual(isAppend ? [end] : []);
          inputs.push(taken, scrolled(0));
        }
      }),
    );
  });

  it('a held place is sought after every change, until the person scrolls', () => {
    fc.assert(
      fc.property(fc.array(news), (happened) => {
        const inputs: ScrollInput[] = [rows(range(500, 540), { jump: { number: 510 } })];
        inputs.push(rows(range(500, 540), { jump: { number: 510 } }));
        for (const one of happened) {
          if (typeof one === 'object') inputs.push(heights(500 + one.heights));
          else inputs.push(rows(range(one === 'older' ? 480 : 500, 540)));
          expect(given(...inputs).effects).toEqual([row(510, 'center')]);
        }
        expect(given(...inputs, taken, heights(500)).effects).toEqual([]);
      }),
    );
  });
});
