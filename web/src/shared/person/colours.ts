import styles from './colours.module.css';
import { colourOf } from './person';

/** Return the class that gives an element the colours of a person or a group, `--parta-own-…`. */
export function colourClass(id: string): string {
  return styles[`colour${colourOf(id)}`];
}
