import path from 'node:path';
import { z } from 'zod';
import { commaList } from './platform/comma-list.ts';
import { isLoopback } from './platform/http/host.ts';
import type { RedisAddress } from './platform/redis-client.ts';
import { production, relyingPartyUrls, sentinelFault } from './settings-rules.ts';

export type Environment = Record<string, string | undefined>;

/** Everything the environment decides, checked, as one frozen object. Only main, app and cli see it. */
export interface Settings {
  mode: 'demo' | 'production';
  host: string;
  port: number;
  issuer: string;
  aliasHosts: string[];
  /** Null: embedded PGlite in dataDir. */
  databaseUrl: string | null;
  /** Null: in-process memory. */
  redis: RedisAddress | null;
  dataDir: string;
  /** Null in the demo: made once in dataDir. */
  secretsKeys: string[] | null;
  cookieKeys: string[] | null;
  smtpUrl: string | null;
  smsWebhookUrl: string | null;
  directory: { url: string; token: string } | null;
  population: { url: string; token: string } | null;
  trustProxy: number;
  metricsToken: string | null;
  logLevel: string;
  /** Whether the three relying parties are started beside the provider; where they live. */
  demoApps: boolean;
  relyingParties: { myasn: string; siasn: string; ekinerja: string };
  /** Null: made once in dataDir. Set where the demo's SIASN runs apart from the provider. */
  siasnClientSecret: string | null;
}

export type SettingsOutcome = { kind: 'ok'; settings: Settings } | { kind: 'refused'; problems: string[] };

/** Reads the environment. Names every wrong or missing variable at once, so that an operator mends them in one go. */
export function readSettings(env: Environment): SettingsOutcome {
  const given = withoutEmpty(env);
  return given.NODE_ENV === 'production' ? productionSettings(given) : demoSettings(given);
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}

function productionSettings(env: Environment): SettingsOutcome {
  const { values, problems } = production(env);
  if (problems.length > 0 || !values) return { kind: 'refused', problems };
  return {
    kind: 'ok',
    settings: Object.freeze({
      ...values,
      mode: 'production' as const,
      dataDir: path.resolve(env.DATA_DIR ?? '.data'),
      demoApps: false,
      relyingParties: relyingPartyUrls(values.port),
      siasnClientSecret: null,
    }),
  };
}

const outsideUrl = z.url({ protocol: /^https?$/, error: 'must begin with https:// or http://' });

const demoSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_532).default(3000),
  HOST: z.string().default('localhost').refine(isLoopback, 'the demo binds loopback only'),
  ISSUER: z.url().optional(),
  ALIAS_HOSTS: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional(),
  REDIS_SENTINELS: z.string().optional(),
  REDIS_MASTER: z.string().optional(),
  DATA_DIR: z.string().default('.data'),
  SECRETS_KEY: z.string().optional(),
  COOKIE_KEYS: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  SMS_WEBHOOK_URL: z
    .string()
    .regex(/^https?:\/\//, 'must begin with https:// or http://')
    .optional(),
  DIRECTORY_URL: outsideUrl.optional(),
  DIRECTORY_TOKEN: z.string().optional(),
  POPULATION_URL: outsideUrl.optional(),
  POPULATION_TOKEN: z.string().optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  METRICS_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DEMO_APPS: z.enum(['on', 'off']).default('on'),
  MYASN_URL: z.url().optional(),
  SIASN_URL: z.url().optional(),
  EKINERJA_URL: z.url().optional(),
  SIASN_CLIENT_SECRET: z.string().min(16).optional(),
});

function demoSettings(env: Environment): SettingsOutcome {
  const parsed = demoSchema.safeParse(env);
  if (!parsed.success) {
    return {
      kind: 'refused',
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    };
  }
  const values = parsed.data;
  const issuer = values.ISSUER ?? `http://localhost:${values.PORT}`;
  const problems = demoProblems(issuer, values);
  if (problems.length > 0) return { kind: 'refused', problems };
  const apps = relyingPartyUrls(values.PORT);
  return {
    kind: 'ok',
    settings: Object.freeze({
      mode: 'demo' as const,
      host: values.HOST,
      port: values.PORT,
      issuer: new URL(issuer).origin,
      aliasHosts: commaList(values.ALIAS_HOSTS),
      databaseUrl: values.DATABASE_URL ?? null,
      redis: redisOf(values),
      dataDir: path.resolve(values.DATA_DIR),
      secretsKeys: values.SECRETS_KEY ? commaList(values.SECRETS_KEY) : null,
      cookieKeys: values.COOKIE_KEYS ? commaList(values.COOKIE_KEYS) : null,
      smtpUrl: values.SMTP_URL ?? null,
      smsWebhookUrl: values.SMS_WEBHOOK_URL ?? null,
      directory: pair(values.DIRECTORY_URL, values.DIRECTORY_TOKEN),
      population: pair(values.POPULATION_URL, values.POPULATION_TOKEN),
      trustProxy: values.TRUST_PROXY,
      metricsToken: values.METRICS_TOKEN ?? null,
      logLevel: values.LOG_LEVEL,
      demoApps: values.DEMO_APPS === 'on',
      relyingParties: {
        myasn: values.MYASN_URL ?? apps.myasn,
        siasn: values.SIASN_URL ?? apps.siasn,
        ekinerja: values.EKINERJA_URL ?? apps.ekinerja,
      },
      siasnClientSecret: values.SIASN_CLIENT_SECRET ?? null,
    }),
  };
}

function demoProblems(issuer: string, values: z.infer<typeof demoSchema>): string[] {
  const url = new URL(issuer);
  const problems: string[] = [];
  if (!isLoopback(url.hostname))
    problems.push('ISSUER: outside production only a loopback address is served');
  if (!/^https?:$/.test(url.protocol)) problems.push('ISSUER: must begin with http:// or https://');
  if (url.pathname !== '/' || url.search || url.hash)
    problems.push('ISSUER: must be an origin, without a path');
  if (commaList(values.SECRETS_KEY).some((key) => Buffer.from(key, 'base64').length !== 32)) {
    problems.push('SECRETS_KEY: every key must be base64 of 32 bytes');
  }
  // Half of a Sentinel address would silently mean the memory of this process.
  const half = sentinelFault(values);
  if (half) problems.push(`${half.name}: ${half.what}`);
  // Half of a pair would silently mean our own demo servers.
  for (const [place, token] of OUTSIDE_PAIRS) {
    if (values[place] && !values[token]) problems.push(`${token}: is required beside ${place}`);
    if (values[token] && !values[place]) problems.push(`${place}: is required beside ${token}`);
  }
  return problems;
}

const OUTSIDE_PAIRS = [
  ['DIRECTORY_URL', 'DIRECTORY_TOKEN'],
  ['POPULATION_URL', 'POPULATION_TOKEN'],
] as const;

function pair(url: string | undefined, token: string | undefined): { url: string; token: string } | null {
  return url !== undefined && token !== undefined ? { url, token } : null;
}

function redisOf(values: z.infer<typeof demoSchema>): RedisAddress | null {
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_MASTER: master } = values;
  return url || (sentinels && master) ? { url, sentinels, master } : null;
}
