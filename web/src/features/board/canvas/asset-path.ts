/** Sets the path of the board's fonts. Must be imported before the board, which reads it while loading. */
Object.assign(window, { EXCALIDRAW_ASSET_PATH: '/assets/board/' });
