import type { Keys } from '../../oidc/keys.ts';
import type { Web } from '../../parts/web.ts';
import { endSessionsAct } from './emergency/routes.ts';
import { rotateAct } from './keys/routes.ts';
import { grantAct, revokeAct } from './officers/acts.ts';

/** What two admins decide besides clients: roles, keys, emergencies. */
export function platformActs(deps: Web & { keys: Keys }) {
  return {
    grant: grantAct(deps),
    revoke: revokeAct(deps),
    rotate: rotateAct(deps),
    endSessions: endSessionsAct(deps),
  };
}
