import type { CallPanel } from './panel';

const FILES = import.meta.glob<{ readonly panel: CallPanel }>(['./*.tsx', '!./*.test.tsx'], { eager: true });

const PANELS = new Map(Object.values(FILES).map(({ panel }) => [panel.name, panel]));

/** Return the panel of this name. */
export function panelOf(name: string | undefined): CallPanel | undefined {
  return name === undefined ? undefined : PANELS.get(name);
}
