import type id from '../id/disavow.ts';

export default {} satisfies Record<keyof typeof id, string>;
