import type { Context } from 'koa';
import { audit } from '../../../model/audit.ts';
import { findSigninAccount } from '../../../model/people/signin-account.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { statusOf } from '../../../parts/refused.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { isAcr } from '../../../policies/assurance.ts';
import { readNip } from '../../../policies/nip.ts';
import type { RegisteredClient } from '../../../oidc/clients.ts';
import type { ClaimsPreview } from '../../../oidc/preview-claims.ts';
import { clientOf, enter } from './desk.ts';
import type { Deps, Visit } from './desk.ts';
import { ACR_WORDS, scopeWords } from './describe.ts';
import { MIN_ACRS, RESOURCE_SCOPES, scopesOf } from './draft.ts';
import { scopeField } from './read-form.ts';

export async function showClaims(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  const all = Object.fromEntries(scopesOf(client.metadata).map((scope) => [scopeField(scope), '1']));
  page(deps, visit, { client, values: { ...all, acr: client.minAcr, nip: visit.admin.nip } });
}

/** In production only the admin's own account: what an application learns of somebody else is for nobody to try out. */
export async function previewClaims(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  const fields = await readFields(ctx);
  const again = (faults: Fault[]) => page(deps, visit, { client, values: fields, faults });
  const read = readNip(fields.nip ?? '');
  if (read.kind !== 'ok') return again([fault('nip', 'clients.claims.nip')]);
  const own = read.nip === visit.admin.nip;
  if (deps.production && !own) return again([fault('nip', 'clients.claims.own')]);
  const accountId = own ? visit.admin.accountId : (await findSigninAccount(deps.db, read.nip))?.id;
  if (accountId === undefined) return again([fault('nip', 'clients.claims.nobody')]);
  const scopes = scopesOf(client.metadata).filter((scope) => fields[scopeField(scope)]);
  const acr = isAcr(fields.acr ?? '') ? fields.acr : client.minAcr;
  const preview = await deps.previewClaims({ client, accountId, scopes, acr: acr as typeof client.minAcr });
  const event = { type: 'client.claims-previewed' as const, accountId, details: { client: client.id } };
  await audit(deps.db, event, visit.context);
  page(deps, visit, { client, values: fields, preview });
}

function page(
  deps: Deps,
  visit: Visit,
  {
    client,
    values,
    faults = [],
    preview = null,
  }: { client: RegisteredClient; values: Fields; faults?: Fault[]; preview?: ClaimsPreview | null },
): void {
  const { words } = visit;
  const scopes = scopesOf(client.metadata).filter((scope) => !['openid', ...RESOURCE_SCOPES].includes(scope));
  const text = (claims: object) => JSON.stringify(claims, null, 2);
  const locals = {
    waiting: visit.waiting,
    client: { id: client.id, name: client.name },
    anybody: !deps.production,
    scopes: scopes.map((scope) => ({ name: scopeField(scope), label: scopeWords(scope, words) })),
    acrs: MIN_ACRS.map((value) => ({ value, label: words.t(ACR_WORDS[value]) })),
    preview: preview && { idToken: text(preview.idToken), userinfo: text(preview.userinfo) },
    errors: refusals(words, faults),
    values,
  };
  deps.render(visit.ctx, 'admin/clients/claims', locals, {
    status: statusOf(visit.ctx, { faults }, visit.now),
  });
}
