import { commaList } from './platform/comma-list.ts';
import { isLoopback } from './platform/http/host.ts';
import type { RedisAddress } from './platform/redis-client.ts';
import type { Environment, Settings } from './settings.ts';

type ProductionValues = Omit<
  Settings,
  'mode' | 'dataDir' | 'demoApps' | 'relyingParties' | 'siasnClientSecret'
>;

/** What people write into an example and forget. A key or token that begins so is not a secret. */
const PLACEHOLDER = /^(change|replace|demo|example|secret|password|token|test|xxx|your)/i;
const LEVELS = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);

/**
 * The production rules: nothing has a demo value to fall back on. Every reader below notes what is missing or
 * unsafe and goes on, so that the operator sees the whole list.
 */
export function production(env: Environment): { values: ProductionValues | null; problems: string[] } {
  const problems: string[] = [];
  const note = (name: string, what: string) => void problems.push(`${name}: ${what}`);
  const values = {
    host: env.HOST ?? '0.0.0.0',
    port: portNumber(env, note),
    issuer: issuer(env, note),
    aliasHosts: commaList(env.ALIAS_HOSTS),
    databaseUrl: address(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], note),
    redis: redis(env, note),
    secretsKeys: secretsKeys(env, note),
    cookieKeys: cookieKeys(env, note),
    smtpUrl: address(env, 'SMTP_URL', ['smtp:', 'smtps:'], note),
    smsWebhookUrl: address(env, 'SMS_WEBHOOK_URL', ['https:'], note),
    directory: service(env, 'DIRECTORY', note),
    population: service(env, 'POPULATION', note),
    trustProxy: trustProxy(env, note),
    metricsToken: token(env, 'METRICS_TOKEN', note),
    logLevel: env.LOG_LEVEL ?? 'info',
  };
  if (values.smtpUrl && !hasSender(values.smtpUrl)) note('SMTP_URL', 'its ?from= must be a mail address');
  if (!LEVELS.has(values.logLevel)) note('LOG_LEVEL', `must be one of ${[...LEVELS].join(', ')}`);
  distinct(env, note);
  return { values: problems.length === 0 ? values : null, problems };
}

type Note = (name: string, what: string) => void;

interface Fault {
  name: string;
  what: string;
}

function required(env: Environment, name: string, note: Note): string | null {
  const value = env[name]?.trim();
  if (!value) note(name, 'is required');
  return value || null;
}

function portNumber(env: Environment, note: Note): number {
  const value = required(env, 'PORT', note);
  const number = Number(value);
  if (value && !(Number.isInteger(number) && number > 0 && number < 65_536))
    note('PORT', 'must be a port number');
  return number;
}

function issuer(env: Environment, note: Note): string {
  const value = required(env, 'ISSUER', note);
  if (!value) return '';
  const url = URL.parse(value);
  if (url?.protocol !== 'https:') note('ISSUER', 'must be an https address');
  else if (url.pathname !== '/' || url.search || url.hash || url.username)
    note('ISSUER', 'must be an origin, without a path');
  else if (isLoopback(url.hostname)) note('ISSUER', 'must not be a loopback address');
  return url?.origin ?? '';
}

function address(env: Environment, name: string, protocols: string[], note: Note): string | null {
  const value = required(env, name, note);
  if (!value) return null;
  const url = URL.parse(value);
  if (!url || !protocols.includes(url.protocol)) {
    note(name, `must begin with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`);
  }
  return value;
}

/** Absent, or one plain address: a mail with a malformed sender is refused by everybody, one at a time. */
function hasSender(url: string): boolean {
  const from = URL.parse(url)?.searchParams.get('from') ?? null;
  return from === null || /^[^\s@<>,"]+@[^\s@<>,"]+$/.test(from);
}

function redis(env: Environment, note: Note): RedisAddress | null {
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_MASTER: master } = env;
  if (commaList(url).some((node) => !/^rediss?:\/\//.test(node))) {
    note('REDIS_URL', 'must begin with redis:// or rediss://');
  }
  if (!sentinels && !master) return required(env, 'REDIS_URL', note) ? { url } : null;
  const fault = sentinelFault(env);
  if (fault) note(fault.name, fault.what);
  return { url, sentinels, master };
}

/** Sentinel needs both: the servers to ask, and the name they know the master by. */
export function sentinelFault({
  REDIS_SENTINELS: sentinels,
  REDIS_MASTER: master,
}: {
  REDIS_SENTINELS?: string | undefined;
  REDIS_MASTER?: string | undefined;
}): Fault | null {
  if (!sentinels && master) return { name: 'REDIS_SENTINELS', what: 'is required beside REDIS_MASTER' };
  if (sentinels && !master) return { name: 'REDIS_MASTER', what: 'is required beside REDIS_SENTINELS' };
  return null;
}

function secretsKeys(env: Environment, note: Note): string[] {
  const keys = commaList(required(env, 'SECRETS_KEY', note) ?? undefined);
  for (const key of keys) {
    const bytes = Buffer.from(key, 'base64');
    if (bytes.length !== 32) note('SECRETS_KEY', 'every key must be base64 of 32 bytes');
    else if (new Set(bytes).size < 16)
      note('SECRETS_KEY', 'a key is not random: make it with `openssl rand -base64 32`');
  }
  return keys;
}

function cookieKeys(env: Environment, note: Note): string[] {
  const keys = commaList(required(env, 'COOKIE_KEYS', note) ?? undefined);
  for (const key of keys) {
    if (weak(key, 32)) note('COOKIE_KEYS', 'every key must be 32 random characters or more');
  }
  return keys;
}

function service(env: Environment, name: string, note: Note): { url: string; token: string } | null {
  const url = address(env, `${name}_URL`, ['https:'], note);
  const secret = token(env, `${name}_TOKEN`, note);
  return url && secret ? { url, token: secret } : null;
}

function token(env: Environment, name: string, note: Note): string | null {
  const value = required(env, name, note);
  if (value && weak(value, 16)) note(name, 'must be 16 random characters or more, and no example value');
  return value;
}

function weak(value: string, length: number): boolean {
  return value.length < length || PLACEHOLDER.test(value) || new Set(value).size < 8;
}

function trustProxy(env: Environment, note: Note): number {
  const value = required(env, 'TRUST_PROXY', note);
  const hops = Number(value);
  if (value && !(Number.isInteger(hops) && hops >= 0 && hops <= 10))
    note('TRUST_PROXY', 'must be a number of proxies, 0 to 10');
  return hops;
}

/** One secret in two places makes the weaker place decide about both. */
function distinct(env: Environment, note: Note): void {
  const names = ['SECRETS_KEY', 'COOKIE_KEYS', 'DIRECTORY_TOKEN', 'POPULATION_TOKEN', 'METRICS_TOKEN'];
  const seen = new Map<string, string>();
  for (const name of names) {
    for (const value of commaList(env[name])) {
      const before = seen.get(value);
      if (before) note(name, before === name ? 'holds the same key twice' : `must differ from ${before}`);
      seen.set(value, name);
    }
  }
}

/** The demo's relying parties stand on the three ports after the provider's. */
export function relyingPartyUrls(port: number): Settings['relyingParties'] {
  return {
    myasn: `http://localhost:${port + 1}`,
    siasn: `http://localhost:${port + 2}`,
    ekinerja: `http://localhost:${port + 3}`,
  };
}
