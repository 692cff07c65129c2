import type api from './texts/ru/api.json';
import type ui from './texts/ru/ui.json';

type Catalogues = typeof api & typeof ui;

/** Every text of the interface; a key that is not in the Russian catalogue does not compile. */
export type TextKey = keyof Catalogues & string;
