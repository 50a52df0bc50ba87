import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { audit } from '../model/audit.ts';
import { createUseRecorder } from '../model/people/application-use.ts';
import type { UseRecorder } from '../model/people/application-use.ts';
import { storeAway } from '../platform/http/errors.ts';
import { auditContextOf } from './context.ts';
import type { FederationDeps } from './context.ts';
import { demandsAct } from './demands.ts';
import { beforeAnswer, rememberFailure } from './event-outcomes.ts';
import { acceptedProof } from './interaction-policy.ts';

type Deps = Pick<FederationDeps, 'db' | 'log' | 'now'>;

/** What the library tells of its work: the moment an authorization is accepted, and what went wrong. */
export function listen(provider: Provider, deps: Deps): void {
  const uses = createUseRecorder(deps);
  provider.on('authorization.accepted', tellProof);
  provider.on('grant.success', (ctx) => rememberUse({ uses, log: deps.log }, ctx));
  provider.on('grant.error', (ctx, error) => grantRefused(deps, ctx, error));
  provider.on('server_error', (ctx, error) => {
    rememberFailure(ctx, error);
    if (!storeAway(error)) deps.log.error({ err: error, path: ctx.path }, 'the provider failed');
  });
}

/**
 * The code about to be made says what was proven for this very request, not what the session once proved: acr, amr and
 * auth_time come from the factors that count, and a step-up's claim gets the time of its proof.
 */
function tellProof(ctx: KoaContextWithOIDC): void {
  const proof = acceptedProof(ctx);
  if (!proof) throw new Error('an authorization was accepted that nobody judged');
  define(ctx.oidc, 'acr', proof.acr ?? undefined);
  define(ctx.oidc, 'amr', proof.amr);
  define(ctx.oidc.session as object, 'authTime', () => proof.authTime ?? undefined);
  const claims = ctx.oidc.claims.id_token as Record<string, unknown> | undefined;
  if (!claims || !demandsAct(claims)) return;
  claims.asn_act = { ...(claims.asn_act as object), at: proof.actAt };
  claims.asn_act_at = null;
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true });
}

/**
 * A code was redeemed: the client now has what it asked for of this person, and the trace of that outlives the session. A
 * sign-in does not fail for want of it: the next one writes it.
 */
function rememberUse(
  { uses, log }: Pick<Deps, 'log'> & { uses: UseRecorder },
  ctx: KoaContextWithOIDC,
): void {
  const { AuthorizationCode: code, Client: client } = ctx.oidc.entities;
  if (ctx.oidc.params?.grant_type !== 'authorization_code' || !code?.accountId || !client) return;
  const { accountId, grantId = '' } = code;
  const work = uses
    .record({ accountId, grantId, clientId: client.clientId })
    .catch((error: unknown) =>
      log.warn({ client: client.clientId, reason: String(error) }, 'the use of a client was not recorded'),
    );
  beforeAnswer(ctx, work);
}

/** A code or refresh token used twice means that one of the two is not its owner: the family has ended (RFC 9700 §4.14). */
function grantRefused(
  { db, log }: Deps,
  ctx: KoaContextWithOIDC,
  error: { error_detail?: string | undefined },
): void {
  const { error_detail: detail } = error;
  const clientId = ctx.oidc.client?.clientId ?? null;
  log.info({ client: clientId, detail }, 'a token request was refused');
  if (!/already (used|consumed)/.test(detail ?? '')) return;
  const source = ctx.oidc.entities.RefreshToken ?? ctx.oidc.entities.AuthorizationCode;
  const details = source?.grantId === undefined ? {} : { grant: source.grantId };
  const event = { type: 'token.reuse' as const, accountId: source?.accountId ?? null, details };
  beforeAnswer(ctx, audit(db, event, auditContextOf(ctx, 'anonymous', clientId)));
}
