import en from './en.ts';
import id from './id.ts';

/** Every text for people. The Indonesian catalogue is the one that defines the keys. */
export const catalogues: { id: typeof id; en: Record<keyof typeof id, string> } = { id, en };
