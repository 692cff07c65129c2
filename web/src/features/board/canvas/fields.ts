/**
 * What the server takes of each field that the canvas reads, by kind (`backend/parta/boards/elements.py`): a colour
 * that is an object or a side of a million kilometres would end the page of everybody who looks.
 */

type Check = (value: unknown) => boolean;
type Checks = Readonly<Record<string, Check>>;

const MAX_NUMBER = 2 ** 32;
const MAX_PLACE = 10_000_000;
const MAX_SIDE = 100_000;
const MAX_TEXT = 100_000;
const MAX_NAME = 1000;
const MAX_IDS = 1000;
const MAX_SEGMENTS = 1000;
const MAX_LINK = 2048;
const ID = /^\P{Cc}{1,64}$/u;
const COLOR = /^[\w#(),.%/ +-]{0,64}$/;
const LINK = /^((https?:\/\/|mailto:)[^\s\p{Cc}]+)?$/iu;
const INDEX = /^([A-Za-z])([0-9A-Za-z]{1,255})$/;
const ARROWHEADS = [
  ...['arrow', 'bar', 'dot', 'circle', 'circle_outline', 'triangle', 'triangle_outline'],
  ...['diamond', 'diamond_outline', 'crowfoot_one', 'crowfoot_many', 'crowfoot_one_or_many'],
];

const isBoolean: Check = (value) => typeof value === 'boolean';
const isText =
  (most: number): Check =>
  (value) =>
    typeof value === 'string' && lengthOf(value) <= most;
const isNumber =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && least <= value && value <= most;
const isMatch =
  (pattern: RegExp, most = MAX_LINK): Check =>
  (value) =>
    typeof value === 'string' && lengthOf(value) <= most && pattern.test(value);
const isOneOf =
  (...values: string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const isListOf =
  (check: Check, most = Number.POSITIVE_INFINITY): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(check);
const isRecordOf =
  (required: Checks, optional: Checks = {}): Check =>
  (value) =>
    isRecord(value) &&
    Object.entries(required).every(([name, check]) => check(value[name])) &&
    Object.entries(optional).every(([name, check]) => value[name] == null || check(value[name]));

const isId = isMatch(ID);
const isSide = isNumber(-MAX_SIDE, MAX_SIDE);
const isAnyNumber = isNumber(-MAX_NUMBER, MAX_NUMBER);
const isPoint: Check = (value) => isListOf(isSide)(value) && (value as unknown[]).length >= 2;
const arePoints = isListOf(isPoint);
const isBinding = isRecordOf({ elementId: isId }, { focus: isAnyNumber, gap: isSide, fixedPoint: isPoint });
const isSegment = isRecordOf({ start: isPoint, end: isPoint, index: isNumber(0, MAX_NUMBER) });

const REQUIRED: Checks = {
  id: isId,
  isDeleted: isBoolean,
  x: isNumber(-MAX_PLACE, MAX_PLACE),
  y: isNumber(-MAX_PLACE, MAX_PLACE),
  width: isSide,
  height: isSide,
  angle: isNumber(-100, 100),
  version: isNumber(0, MAX_NUMBER),
  versionNonce: isAnyNumber,
};
/** May be absent, or null. */
const OPTIONAL: Checks = {
  strokeColor: isMatch(COLOR),
  backgroundColor: isMatch(COLOR),
  fillStyle: isOneOf('hachure', 'cross-hatch', 'solid', 'zigzag'),
  strokeWidth: isNumber(0, 100),
  strokeStyle: isOneOf('solid', 'dashed', 'dotted'),
  roundness: isRecordOf({ type: isNumber(1, 3) }, { value: isNumber(0, MAX_SIDE) }),
  roughness: isNumber(0, 10),
  opacity: isNumber(0, 100),
  seed: isAnyNumber,
  index: isIndex,
  groupIds: isListOf(isId, MAX_IDS),
  frameId: isId,
  boundElements: isListOf(isRecordOf({ id: isId, type: isOneOf('arrow', 'text') }), MAX_IDS),
  updated: isNumber(0, 2 ** 53),
  link: isMatch(LINK),
  locked: isBoolean,
  customData: isRecord,
};
/** Fields of old versions, which the canvas would convert. */
const RETIRED = ['font', 'boundElementIds'];
const LINE: Checks = {
  lastCommittedPoint: isPoint,
  startBinding: isBinding,
  endBinding: isBinding,
  startArrowhead: isOneOf(...ARROWHEADS),
  endArrowhead: isOneOf(...ARROWHEADS),
};
const ARROW: Checks = {
  elbowed: isBoolean,
  fixedSegments: isListOf(isSegment, MAX_SEGMENTS),
  startIsSpecial: isBoolean,
  endIsSpecial: isBoolean,
};
const TEXT: Checks = {
  fontFamily: isNumber(0, 1000),
  textAlign: isOneOf('left', 'center', 'right'),
  verticalAlign: isOneOf('top', 'middle', 'bottom'),
  containerId: isId,
  originalText: isText(MAX_TEXT),
  autoResize: isBoolean,
  lineHeight: isNumber(0, 100),
};
const KINDS = new Map(
  Object.entries({
    rectangle: kind(),
    diamond: kind(),
    ellipse: kind(),
    embeddable: kind(),
    frame: kind({}, { name: isText(MAX_NAME) }),
    text: kind({ text: isText(MAX_TEXT), fontSize: isNumber(0.1, 10_000) }, TEXT),
    line: kind({ points: arePoints }, LINE),
    arrow: kind({ points: arePoints }, { ...LINE, ...ARROW }),
    freedraw: kind(
      { points: arePoints, pressures: isListOf(isNumber(0, 10)) },
      { simulatePressure: isBoolean, lastCommittedPoint: isPoint },
    ),
  }),
);

/** True if each field is of the type and within the range that the canvas can draw. */
export function hasSoundFields(element: Readonly<Record<string, unknown>>): boolean {
  const { type } = element;
  const check = typeof type === 'string' ? KINDS.get(type) : undefined;
  return check?.(element) === true && RETIRED.every((name) => !(name in element));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True if this is a place among others: where it is none, the canvas fails to find places between. */
function isIndex(value: unknown): boolean {
  const [, head, digits] = (typeof value === 'string' && INDEX.exec(value)) || [];
  if (head === undefined || digits === undefined) return false;
  const length = head >= 'a' ? head.charCodeAt(0) - 96 : 91 - head.charCodeAt(0);
  const fraction = digits.slice(length);
  const isLeast = head === 'A' && fraction === '' && /^0*$/.test(digits);
  return digits.length >= length && !fraction.endsWith('0') && !isLeast;
}

function kind(required: Checks = {}, optional: Checks = {}): Check {
  return isRecordOf({ ...REQUIRED, ...required }, { ...OPTIONAL, ...optional });
}

/** In characters, as the server counts them. */
function lengthOf(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
