import type id from '../id/account.ts';

export default {} satisfies Record<keyof typeof id, string>;
