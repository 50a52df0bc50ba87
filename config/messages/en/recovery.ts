import type id from '../id/recovery.ts';

export default {} satisfies Record<keyof typeof id, string>;
