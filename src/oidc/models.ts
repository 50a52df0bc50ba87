import { createHash } from 'node:crypto';
import type Provider from 'oidc-provider';
import { equal, randomToken, sha256 } from '../platform/crypto.ts';
import type { Kv } from '../platform/kv.ts';
import type { Clients } from './clients.ts';
import { keyNames } from './records.ts';

type Patchable = Record<string, unknown>;
interface Deps {
  kv: Kv;
  clients: Pick<Clients, 'find'>;
  now: () => number;
}
interface SidHolder {
  uid: string;
  sidFor(clientId: string, value?: string): string | undefined;
}

/**
 * Where the provider's own records are made to fit ours. Everything is done to the classes of one Provider instance,
 * before they are first used; each change says why it is needed.
 */
export function extendModels(provider: Provider, { kv, clients, now }: Deps): void {
  keepAlso(provider.Session, [
    'factors',
    'factorsOf',
    'epoch',
    'shared',
    'startedAt',
    'userAgent',
    'address',
    'signins',
  ]);
  keepAlso(provider.Grant, ['epoch', 'sessionExpiry']);
  keepAlso(provider.Interaction, ['browser']);
  identifySessionsByUid(provider);
  detectReplaysAtOnce(provider, { kv, now });
  acceptRotatedSecrets(provider, { clients, now });
  // Every ID token has a sid (contract), not only those of clients with a back-channel.
  (provider.Client.prototype as unknown as Patchable).includeSid = () => true;
  // Links come from the issuer, never from the Host header.
  (provider.OIDCContext.prototype as unknown as Patchable).urlFor = (
    name: string,
    options?: Record<string, string>,
  ) => provider.urlFor(name, options);
}

/** Records are saved by a list of properties: ours are added to it. */
function keepAlso(model: object, own: string[]): void {
  const known = Reflect.get(model, 'IN_PAYLOAD') as string[];
  Object.defineProperty(model, 'IN_PAYLOAD', { configurable: true, get: () => [...known, ...own] });
}

/**
 * The cookie holds `<uid>~<jti>` and the record lies under the uid (adapter.ts). A new identifier is a new jti in the
 * same record: the old cookie is dead with the same write, without a key to delete.
 */
function identifySessionsByUid(provider: Provider): void {
  const prototype = provider.Session.prototype as unknown as object;
  Object.defineProperty(prototype, 'id', {
    configurable: true,
    get(this: { uid: string; jti: string }) {
      return `${this.uid}~${this.jti}`;
    },
    set(this: { jti: string }, jti: string) {
      this.jti = jti;
    },
  });
  Object.assign(prototype, {
    resetIdentifier(this: { jti: string; touched: boolean }) {
      this.jti = randomToken();
      this.touched = true;
    },
    // Two tabs may open one application at once: both are told the same sid, so that one logout token ends both.
    ensureClientContainer(this: SidHolder, clientId: string) {
      if (!this.sidFor(clientId)) this.sidFor(clientId, sha256(`${this.uid}\0${clientId}`));
    },
    async destroy(this: { id: string; destroyed: boolean; adapter: { destroy(id: string): Promise<void> } }) {
      await this.adapter.destroy(this.id);
      this.destroyed = true;
    },
  });
}

/** Beside the secret of now the one before its rotation holds for some days; both are compared always, each in constant time. */
function acceptRotatedSecrets(provider: Provider, { clients, now }: Omit<Deps, 'kv'>): void {
  Object.assign(provider.Client.prototype as unknown as object, {
    async compareClientSecret(this: { clientId: string; clientSecret: string }, actual: string) {
      const previous = (await clients.find(this.clientId))?.previousSecret ?? null;
      const isCurrent = equal(sha256(this.clientSecret), sha256(actual));
      const isPrevious = equal(sha256(previous?.secret ?? ''), sha256(actual));
      return isCurrent || (isPrevious && previous !== null && now() < previous.until);
    },
  });
}

/** The library reads first and writes then; one SET NX lets exactly one of two simultaneous proofs pass. */
function detectReplaysAtOnce(provider: Provider, { kv, now }: { kv: Kv; now: () => number }): void {
  const unique = async (issuer: string, jti: string, expiresAt: number): Promise<boolean> => {
    const digest = createHash('sha256').update(`${issuer}\0${jti}`).digest('base64url');
    return kv.setIfAbsent(keyNames.replay(digest), '1', Math.max(1, expiresAt - now() / 1000));
  };
  (provider.ReplayDetection as unknown as Patchable).unique = unique;
}
