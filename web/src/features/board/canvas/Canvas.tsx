import './asset-path';
import '@excalidraw/excalidraw/index.css';
import { Excalidraw, MainMenu } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useRef, useState } from 'react';
import type { PrincipalKind } from '@/shared/api/principal';
import { language, t } from '@/shared/i18n/text';
import { timeOfDay } from '@/shared/i18n/time';
import { Binding } from './binding';
import { BoardLink, type LinkState } from './link';
import { Pointers } from './pointers';
import type { Copy } from './texts';

interface Props {
  readonly boardId: string;
  readonly as: PrincipalKind;
  readonly mayDraw: boolean;
  readonly mayLead: boolean;
  readonly onState: (state: LinkState, reason?: string) => void;
  /** Called when part of the shared drawing cannot be shown. */
  readonly onDropped: () => void;
}

/** The shared canvas, with its large libraries. */
export default function Canvas({ boardId, as, mayDraw, mayLead, onState, onDropped }: Props) {
  const [canvas, setCanvas] = useState<ExcalidrawImperativeAPI | null>(null);
  const [copies, setCopies] = useState<readonly Copy[]>([]);
  const tied = useRef<{ link: BoardLink; binding: Binding } | null>(null);
  const rights = useRef({ mayDraw, mayLead });
  useEffect(() => {
    if (!canvas) return;
    const own = new Set<string>();
    const pointers = new Pointers(canvas);
    const link = new BoardLink(boardId, as, {
      onState: (state, reason) => {
        if (state !== 'online') pointers.clear();
        onState(state, reason);
      },
      onCopies: setCopies,
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
  }, [canvas, boardId, as, onState, onDropped]);
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
      <MainMenu>
        {mayLead && <MainMenu.DefaultItems.ClearCanvas />}
        {mayLead &&
          copies.map(({ id, made_at }) => (
            <MainMenu.Item key={id} onSelect={() => tied.current?.link.returnTo(id)}>
              {t('board.returnTo', { time: timeOfDay(made_at) })}
            </MainMenu.Item>
          ))}
        <MainMenu.DefaultItems.Help />
      </MainMenu>
    </Excalidraw>
  );
}
