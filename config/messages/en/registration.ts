import type id from '../id/registration.ts';

export default {} satisfies Record<keyof typeof id, string>;
