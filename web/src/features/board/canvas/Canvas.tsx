import './asset-path';
import '@excalidraw/excalidraw/index.css';
import { Excalidraw, MainMenu } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useRef, useState } from 'react';
import { language } from '@/shared/i18n/text';
import { Binding } from './binding';
import { BoardLink, type LinkState } from './link';
import { showPointers } from './pointers';

interface Props {
  readonly boardId: string;
  readonly mayDraw: boolean;
  /** The name at the person's pointer. */
  readonly name: string;
  readonly onState: (state: LinkState) => void;
}

/** The shared canvas, with its large libraries. */
export default function Canvas({ boardId, mayDraw, name, onState }: Props) {
  const [canvas, setCanvas] = useState<ExcalidrawImperativeAPI | null>(null);
  const tied = useRef<{ link: BoardLink; binding: Binding } | null>(null);
  useEffect(() => {
    if (!canvas) return;
    const link = new BoardLink(boardId, onState);
    const binding = new Binding(canvas, link.doc);
    const hide = showPointers(canvas, link.pointers);
    tied.current = { link, binding };
    return () => {
      tied.current = null;
      hide();
      binding.end();
      link.end();
    };
  }, [canvas, boardId, onState]);
  return (
    <Excalidraw
      excalidrawAPI={setCanvas}
      langCode={language() === 'ru' ? 'ru-RU' : 'en'}
      theme="light"
      isCollaborating
      viewModeEnabled={!mayDraw}
      aiEnabled={false}
      onChange={(elements) => mayDraw && tied.current?.binding.share(elements)}
      onPointerUpdate={({ pointer }) =>
        mayDraw && tied.current?.link.pointers.setLocalState({ name, pointer })
      }
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
        {mayDraw && <MainMenu.DefaultItems.ClearCanvas />}
        <MainMenu.DefaultItems.Help />
      </MainMenu>
    </Excalidraw>
  );
}
