import type { Context } from 'koa';
import type { MessageKey } from '../../../messages.ts';
import { nameAgencies } from '../../../model/agencies/name-agencies.ts';
import { logoutHealth, retryLogoutsNow } from '../../../model/logout-health.ts';
import { LOGOUT_SENT_DAYS, lastLogoutSent } from '../../../model/logout-sent.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { readPasted } from '../../../policies/authorization-request.ts';
import type { RequestFault } from '../../../policies/authorization-request.ts';
import { redirectVerdict } from '../../../policies/redirect-uri.ts';
import type { RedirectVerdict } from '../../../policies/redirect-uri.ts';
import { readClientErrors } from '../../../model/client-errors.ts';
import { clientOf, enter } from './desk.ts';
import type { Deps, Visit } from './desk.ts';
import { ACR_WORDS, KIND_WORDS, rowsOf } from './describe.ts';
import { draftOf, isOurs, kindOf, listOf, scopesOf } from './draft.ts';
import { URI_FAULTS } from './read-addresses.ts';

export async function listClients(deps: Deps, ctx: Context): Promise<void> {
  const { words, waiting } = await enter(deps, ctx);
  const all = await deps.clients.all();
  const clients = all
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
    .map(({ id, name, metadata, minAcr, access, thirdParty, logoHash }) => ({
      ...{ id, name, thirdParty, logoHash },
      kind: words.t(KIND_WORDS[kindOf(metadata)]),
      acr: words.t(ACR_WORDS[minAcr]),
      limited: access !== null,
    }));
  deps.render(ctx, 'admin/clients/list', { waiting, clients });
}

export async function showClient(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  const { db, kv, clients } = deps;
  const [agencies, errors, logouts, sentAt, waits] = await Promise.all([
    nameAgencies(db, client.access?.agencies ?? []),
    readClientErrors(kv, client.id),
    logoutHealth(db, client.id),
    lastLogoutSent(kv, client.id),
    clients.secretWaits(client.id),
  ]);
  const query = new URLSearchParams(ctx.querystring);
  deps.render(ctx, 'admin/clients/client', {
    waiting: visit.waiting,
    client: { id: client.id, name: client.name, logoHash: client.logoHash },
    ours: isOurs(client.id),
    rows: rowsOf(draftOf(client), visit.words, agencies),
    secret: {
      has: client.secret !== null,
      mine: waits === visit.admin.accountId,
      other: waits !== null && waits !== visit.admin.accountId,
      previousUntil: previousUntil(client.previousSecret, visit.now),
    },
    tried: triedOf(deps, visit, { uri: query.get('uri'), client }),
    refusals: errors.map(({ at, count, endpoint, error, kind, given, reference }) => ({
      ...{ at, count, endpoint, error, given, reference },
      means: visit.words.t(`clients.error.${kind}` as MessageKey),
      todo: visit.words.t(`clients.todo.${kind}` as MessageKey),
    })),
    logouts: { ...logouts, sentAt, days: LOGOUT_SENT_DAYS },
    hasBackchannel: client.metadata.backchannel_logout_uri !== undefined,
    retried: query.has('retried'),
  });
}

function previousUntil(previous: { until: number } | null, now: number): number | null {
  return previous && previous.until > now ? previous.until : null;
}

/** What a pasted request lacks, in the catalogue's words. */
const REQUEST_FAULTS: Readonly<Record<RequestFault, MessageKey>> = {
  no_redirect: 'clients.try.no_redirect',
  other_client: 'clients.try.other_client',
  response_type: 'clients.try.response_type',
  no_openid: 'clients.try.no_openid',
  scope: 'clients.try.scope',
  no_pkce: 'clients.try.no_pkce',
  pkce_method: 'clients.try.pkce_method',
  par: 'clients.try.par',
};
const MOST_PASTED = 2000;

/** "Uji redirect": a look, so it is a GET; nothing of it is kept. */
function triedOf(
  { production }: Deps,
  { words }: Visit,
  { uri, client }: { uri: string | null; client: Awaited<ReturnType<typeof clientOf>> },
) {
  if (uri === null || uri.trim() === '') return null;
  const pasted = uri.trim().slice(0, MOST_PASTED);
  const par = client.metadata.require_pushed_authorization_requests === true;
  const asked = readPasted(pasted, { id: client.id, scopes: scopesOf(client.metadata), par });
  const more = asked.faults.map((name) =>
    words.t(REQUEST_FAULTS[name], { client: client.id, scopes: asked.scopes.join(' ') }),
  );
  const given = asked.redirectUri;
  // Without one, what is missing is said already.
  if (given === null)
    return { pasted, given: pasted, accepted: more.length === 0, reason: null, near: null, more };
  const verdict: RedirectVerdict = redirectVerdict(given, {
    registered: listOf(client.metadata.redirect_uris),
    rules: { native: client.metadata.application_type === 'native', clearLoopback: !production },
  });
  if (verdict.kind === 'accepted')
    return { pasted, given, accepted: more.length === 0, reason: null, near: null, more };
  const { fault, near } = verdict;
  const reason = fault ? words.t(URI_FAULTS[fault], { uri: given }) : words.t('clients.try.different');
  return { pasted, given, accepted: false, reason, near, more };
}

export async function retryLogouts(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  await retryLogoutsNow(deps.db, client.id, visit.context);
  seeOther(ctx, `/admin/clients/${client.id}?retried=1`);
}
