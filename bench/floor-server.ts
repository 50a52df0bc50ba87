import { generateKeyPair, exportJWK } from 'jose';
import { Provider } from 'oidc-provider';
import type { Adapter, AdapterPayload } from 'oidc-provider';

/**
 * The floor: node-oidc-provider alone, in memory, ES256, one plain form that takes anybody, no hash, no store.
 * What it costs is what the protocol itself costs on this machine.
 */
/** The provider's own in-memory adapter forgets all but the last thousand records; this one keeps everything. */
function createMemoryAdapter() {
  const records = new Map<string, AdapterPayload>();
  const uids = new Map<string, string>();
  return (model: string): Adapter => ({
    upsert: async (id, payload) => {
      records.set(`${model}:${id}`, payload);
      if (payload.uid) uids.set(payload.uid, id);
    },
    find: async (id) => records.get(`${model}:${id}`),
    findByUid: async (uid) => records.get(`${model}:${uids.get(uid)}`),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const record = records.get(`${model}:${id}`);
      if (record) record.consumed = 1;
    },
    destroy: async (id) => void records.delete(`${model}:${id}`),
    revokeByGrantId: async () => undefined,
  });
}

const port = Number(process.argv[2]);
const issuer = `http://localhost:${port}`;
const { privateKey } = await generateKeyPair('ES256', { extractable: true });
const provider = new Provider(issuer, {
  adapter: createMemoryAdapter(),
  clients: [
    {
      client_id: 'bench',
      client_secret: 'bench-secret',
      redirect_uris: ['http://localhost:1/callback'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'floor', alg: 'ES256', use: 'sig' }] },
  cookies: { keys: ['floor'] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    const { client, session } = ctx.oidc;
    if (!client || !session?.accountId) return undefined;
    const known = session.grantIdFor(client.clientId);
    if (known) return ctx.oidc.provider.Grant.find(known);
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});
provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  if (ctx.method === 'GET') {
    ctx.type = 'html';
    ctx.body = `<main><form method="post" action="${ctx.path}"><input name="nip"></form></main>`;
    return undefined;
  }
  for await (const _chunk of ctx.req) {
    // The form's fields mean nothing here; they are read so that the connection can go on.
  }
  const details = await provider.interactionDetails(ctx.req, ctx.res);
  details.result = { login: { accountId: 'somebody' } };
  await details.persist();
  ctx.status = 303;
  ctx.redirect(details.returnTo);
  return undefined;
});
provider.listen(port, '127.0.0.1', () => process.stdout.write('listening\n'));
