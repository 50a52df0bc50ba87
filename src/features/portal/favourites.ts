import type { Context } from 'koa';
import { addFavourite, removeFavourite } from '../../model/people/favourites.ts';
import { findPerson } from '../../model/people/person.ts';
import { contextIn } from '../../parts/page-context.ts';
import { refuseScope } from '../../parts/refuse-scope.ts';
import type { Web } from '../../parts/web.ts';
import { readFields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { stateOf } from '../../platform/http/state.ts';
import type { ServicesFor } from './services.ts';

export type FavouriteDeps = Pick<Web, 'db' | 'guard' | 'messages' | 'now'> & { servicesFor: ServicesFor };

/**
 * A star set or taken away. The form says which of the two, so that a double tap is one; a service that is not on this
 * person's portal is not there.
 */
export async function changeFavourite(deps: FavouriteDeps, ctx: Context): Promise<void> {
  const { db, now } = deps;
  const session = await deps.guard.person(ctx);
  if (!session) return;
  const { service = '', keep = '' } = await readFields(ctx);
  const { accountId } = session;
  const person = await findPerson(db, accountId);
  const words = deps.messages.messagesFor(stateOf(ctx).locale);
  const offered = person ? await deps.servicesFor(words, person) : [];
  if (!offered.some(({ id }) => id === service)) {
    return refuseScope(db, ctx, { console: 'portal', context: contextIn(ctx, now(), session) });
  }
  const favourite = { accountId, clientId: service };
  if (keep === '1') await addFavourite(db, { ...favourite, now: now() });
  else await removeFavourite(db, favourite);
  seeOther(ctx, '/portal#layanan');
}
