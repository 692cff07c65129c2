/**
 * Keeps the pages and their parts, so that what was loaded can be read and written without a network. API answers are
 * never kept here: they are in IndexedDB, one database per profile, and are deleted with it.
 */
import { Shell, type ShellEntry } from './shell';

// Written in by the build.
declare const __SHELL__: readonly ShellEntry[];
declare const __BUILD__: string;

new Shell(__BUILD__, __SHELL__).serve();
