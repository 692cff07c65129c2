import ru from './texts.ru';

/** The texts of these pages, in each language. */
export const catalogues = { ru, en: () => import('./texts.en') };
