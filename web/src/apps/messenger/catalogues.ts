import ru from './texts.ru';

/** What these pages say, in each language. */
export const catalogues = { ru, en: () => import('./texts.en') };
