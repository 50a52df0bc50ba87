import type { Adapter } from 'oidc-provider';

const nothing = async () => undefined;

/** Stores nothing and finds nothing: what a model does not use is left to it. */
export const emptyAdapter: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUserCode: nothing,
  findByUid: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};
