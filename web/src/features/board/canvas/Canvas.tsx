import './asset-path';
import '@excalidraw/excalidraw/index.css';
import { CaptureUpdateAction, Excalidraw, newElementWith } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI, NormalizedZoomValue } from '@excalidraw/excalidraw/types';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PrincipalKind } from '@/shared/api/principal';
import { language, t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { Binding } from './binding';
import { CanvasMenu } from './CanvasMenu';
import { BoardLink, type LinkState } from './link';
import { Pointers } from './pointers';
import type { Copy } from './texts';
import { type BoardView, cameraFor, viewOf } from './view';

interface Props {
  readonly boardId: string;
  readonly as: PrincipalKind;
  readonly mayDraw: boolean;
  readonly mayLead: boolean;
  /** True if it shows what who leads looks at. */
  readonly isFollowing: boolean;
  /** Called when somebody who leads shows where they look. */
  readonly onLed: () => void;
  readonly onState: (state: LinkState, reason?: string) => void;
  /** Called when part of the shared drawing cannot be shown. */
  readonly onDropped: () => void;
}

/** Who has come meanwhile is told again where one looks. */
const LOOK_MS = 5_000;

/** The shared canvas, with its large libraries. */
export default function Canvas(props: Props) {
  const { boardId, as, mayDraw, mayLead, isFollowing, onLed, onState, onDropped } = props;
  const [canvas, setCanvas] = useState<ExcalidrawImperativeAPI | null>(null);
  const [copies, setCopies] = useState<readonly Copy[]>([]);
  const newest = useRef<string>(undefined);
  const tied = useRef<{ link: BoardLink; binding: Binding } | null>(null);
  const rights = useRef({ mayDraw, mayLead });
  const led = useRef<BoardView>(undefined);
  const follows = useRef(isFollowing);
  const { confirm, note } = useOverlays();
  useEffect(() => {
    if (!canvas) return;
    const own = new Set<string>();
    const pointers = new Pointers(canvas);
    const link = new BoardLink(boardId, as, {
      onState: (state, reason) => {
        if (state !== 'online') pointers.clear();
        onState(state, reason);
      },
      onOpened: () => {
        if (!led.current || !follows.current) showAll(canvas);
      },
      onCopies: (known) => {
        newest.current = known[0]?.id;
        setCopies(known);
      },
      onView: (view) => {
        led.current = view;
        onLed();
        if (follows.current) show(canvas, view);
      },
      onOwn: (ids, isAll) => {
        const isNew = isAll || ids.some((id) => !own.has(id));
        if (isAll) own.clear();
        for (const id of ids) own.add(id);
        if (isNew) tied.current?.binding.show();
      },
      onPointer: (id, pointer) => pointers.set(id, pointer),
    });
    const binding = new Binding(canvas, link.doc, own, rights.current, onDropped);
    tied.current = { link, binding };
    return () => {
      tied.current = null;
      binding.end();
      link.end();
      pointers.clear();
    };
  }, [canvas, boardId, as, onLed, onState, onDropped]);
  useEffect(() => {
    follows.current = isFollowing;
    if (canvas && isFollowing && led.current) show(canvas, led.current);
  }, [canvas, isFollowing]);
  const look = useCallback(() => {
    const view = canvas && mayLead ? viewOf(canvas.getAppState()) : undefined;
    if (view) tied.current?.link.look(view);
  }, [canvas, mayLead]);
  useEffect(() => {
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [look]);
  const clear = async () => {
    const question = { title: t('board.clearTitle'), text: t('board.clearText'), confirm: t('board.clear') };
    if (!canvas || !(await confirm({ ...question, isDestructive: true }))) return;
    const elements = canvas.getSceneElementsIncludingDeleted();
    canvas.updateScene({
      elements: elements.map((element) => newElementWith(element, { isDeleted: true })),
      captureUpdate: CaptureUpdateAction.IMMEDIATELY,
    });
    tied.current?.binding.share();
    const onAct = () => newest.current && tied.current?.link.returnTo(newest.current);
    note({ text: t('board.cleared'), act: { title: t('board.bringBack'), onAct: () => void onAct() } });
  };
  useEffect(() => {
    rights.current = { mayDraw, mayLead };
    tied.current?.binding.setRights(rights.current);
  }, [mayDraw, mayLead]);
  return (
    <Excalidraw
      excalidrawAPI={setCanvas}
      langCode={language() === 'ru' ? 'ru-RU' : 'en'}
      theme="light"
      isCollaborating
      viewModeEnabled={!mayDraw}
      aiEnabled={false}
      onChange={() => mayDraw && tied.current?.binding.share()}
      onScrollChange={look}
      onPointerUpdate={({ pointer: { x, y } }) => mayDraw && tied.current?.link.point(x, y)}
      UIOptions={{
        canvasActions: {
          toggleTheme: false,
          loadScene: false,
          export: false,
          saveAsImage: false,
          saveToActiveFile: false,
        },
        tools: { image: false },
      }}
    >
      {mayLead && (
        <CanvasMenu
          copies={copies}
          onClear={() => void clear()}
          onReturn={(copy) => tied.current?.link.returnTo(copy)}
        />
      )}
    </Excalidraw>
  );
}

/** Show all of the drawing, small ones as they are. */
function showAll(canvas: ExcalidrawImperativeAPI): void {
  if (canvas.getSceneElements().length === 0) return;
  canvas.scrollToContent(undefined, {
    fitToViewport: true,
    viewportZoomFactor: 0.9,
    maxZoom: 1,
    animate: false,
  });
}

/** Show what somebody else looks at. */
function show(canvas: ExcalidrawImperativeAPI, view: BoardView): void {
  const { scrollX, scrollY, zoom } = cameraFor(view, canvas.getAppState());
  canvas.updateScene({ appState: { scrollX, scrollY, zoom: zoom as { value: NormalizedZoomValue } } });
}
