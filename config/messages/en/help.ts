import type id from '../id/help.ts';

export default {} satisfies Record<keyof typeof id, string>;
