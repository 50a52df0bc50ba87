import type id from '../id/agency.ts';

export default {} satisfies Record<keyof typeof id, string>;
