/** Tells the board where its fonts lie. Imported before the board itself, which reads it at once. */
Object.assign(window, { EXCALIDRAW_ASSET_PATH: '/assets/board/' });
