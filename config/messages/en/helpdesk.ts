import type id from '../id/helpdesk.ts';

export default {} satisfies Record<keyof typeof id, string>;
