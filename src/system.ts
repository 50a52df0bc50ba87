import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import type Router from '@koa/router';
import { demoClients, ourClients } from '../config/clients.ts';
import { help } from '../config/help.ts';
import { policy } from '../config/policy.ts';
import { createApp } from './app.ts';
import type { DemoApps } from './demo-apps.ts';
import { registrationRoutes } from './features/registration/routes.ts';
import { recoveryRoutes } from './features/recovery/routes.ts';
import { disavowRoutes } from './features/disavow/routes.ts';
import { adminRoutes } from './features/admin/routes.ts';
import { requestsApiRoutes } from './features/requests-api/routes.ts';
import { accountRoutes } from './features/account/routes.ts';
import { helpRoutes } from './features/help/routes.ts';
import { helpdeskRoutes } from './features/helpdesk/routes.ts';
import { agencyRoutes } from './features/agency/routes.ts';
import { directoryApiRoutes } from './features/directory-api/routes.ts';
import { landingRoutes } from './features/landing/routes.ts';
import { devRoutes } from './features/ops/dev-routes.ts';
import type { Check } from './features/ops/health.ts';
import { createMetrics } from './features/ops/metrics.ts';
import type { Metrics } from './features/ops/metrics.ts';
import { opsRoutes } from './features/ops/routes.ts';
import { portalRoutes } from './features/portal/routes.ts';
import { sessionRoutes } from './features/portal/session-routes.ts';
import { createCaptchas, openChallenges } from './parts/captcha/captchas.ts';
import { browserName } from './parts/browser-name.ts';
import { createGuard } from './parts/guard.ts';
import { withinSmsBudgets } from './parts/sms-budgets.ts';
import type { Web as PageDeps } from './parts/web.ts';
import { createBrowserBinding } from './platform/http/browser-binding.ts';
import { httpDirectory } from './model/directory/http-directory.ts';
import { httpPopulation } from './model/directory/http-population.ts';
import type { EmployeeDirectory, PopulationRegister } from './model/directory/outside.ts';
import { createOutgoing } from './platform/outgoing.ts';
import { signinRoutes } from './features/signin/routes.ts';
import { createCompose } from './jobs/compose.ts';
import { createOutboxJob } from './jobs/deliver-outbox.ts';
import { createSenders } from './jobs/senders/create-senders.ts';
import { countFigures } from './jobs/count-figures.ts';
import { endRolesJob } from './jobs/end-roles.ts';
import { openResets } from './jobs/open-resets.ts';
import { purge } from './jobs/purge.ts';
import { purgeCases } from './jobs/purge-cases.ts';
import { runRegistrationQueue } from './jobs/registration-queue.ts';
import { sealAuditJob } from './jobs/seal-audit.ts';
import { tellNewDevices } from './jobs/tell-new-devices.ts';
import { tellEndedSessions } from './jobs/tell-ended-sessions.ts';
import { createMessages } from './messages.ts';
import type { Messages, Words } from './messages.ts';
import { continueCheck } from './model/audit-seals/check.ts';
import { createBanners } from './model/banners.ts';
import { createAccountWatch } from './model/people/account-watch.ts';
import type { AccountWatch } from './model/people/account-watch.ts';
import { createPools } from './model/pools.ts';
import { createClients } from './oidc/clients.ts';
import type { Clients } from './oidc/clients.ts';
import { createKeys } from './oidc/keys.ts';
import { previewClaims } from './oidc/preview-claims.ts';
import { createFederation } from './oidc/provider.ts';
import type { Federation } from './oidc/provider.ts';
import { DIRECTORY_SCOPE, REQUESTS_SCOPE, directoryResource, requestsResource } from './oidc/resources.ts';
import { createAssets } from './platform/http/assets.ts';
import { createViews } from './platform/http/views.ts';
import type { Render, Views } from './platform/http/views.ts';
import type { Logger } from './platform/log.ts';
import { repeat } from './platform/repeat.ts';
import type { Repeating } from './platform/repeat.ts';
import { createMultipartReader } from './platform/uploads/read-multipart.ts';
import { createUploads } from './platform/uploads/uploads.ts';
import type { Uploads } from './platform/uploads/uploads.ts';
import { commonPasswords } from './policies/common-passwords.ts';
import type { Secrets } from './secrets.ts';
import { listServices, servicesFor } from './services.ts';
import type { Settings } from './settings.ts';
import type { Stores } from './stores.ts';

export interface System {
  handler: RequestListener;
  startJobs(): void;
  stop(): Promise<void>;
}

export interface SystemDeps {
  settings: Settings;
  secrets: Secrets;
  stores: Stores;
  /** The relying parties beside us; null: none of ours. */
  apps: Pick<DemoApps, 'listening' | 'outside'> | null;
  /** Keeps the heads of the sealed audit log outside of the database; absent: the log alone has them. */
  keepAnchor?: (head: object) => Promise<void>;
  now: () => number;
  log: Logger;
}

const RETRY_LOGOUT_SECONDS = 15;
/** An emergency is told to the relying parties at once; looking costs one indexed query. */
const TELL_ENDED_SECONDS = 3;
/** A role holds for nothing from its end on; this only writes that down and tells its holder. */
const END_ROLES_SECONDS = 60;
/** Looking costs one indexed query; how long sign-ins are gathered is policy. */
const TELL_NEW_DEVICES_SECONDS = 5;
const PURGE_SECONDS = 600;
// A reset opens by the clock; this only tells of it, with its link.
const OPEN_RESETS_SECONDS = 15;
/** Looking costs one indexed query; how often one is asked again is policy. */
const REGISTRATION_QUEUE_SECONDS = 5;
const ROOT = path.resolve(import.meta.dirname, '..');

/** Everything above the stores: words, pages, provider, features, jobs. Nothing runs by itself before startJobs(). */
export async function createSystem(deps: SystemDeps): Promise<System> {
  const { settings, secrets, stores, now, log } = deps;
  const { db } = stores.database;
  const demo = settings.mode === 'demo';
  const messages = createMessages();
  const assets = createAssets(path.join(ROOT, 'public'));
  const views = createViews({
    dir: path.join(ROOT, 'views'),
    messages,
    issuer: settings.issuer,
    assets,
    now,
    shared: { help, sessionWarnMs: policy.sessionEnd.warnSeconds * 1000 },
  });
  const clients = createClients({ db, ring: stores.ring, now, production: !demo });
  const watch = createAccountWatch({ db, now });
  const federation = await openFederation({ ...deps, watch }, clients, views);
  const metrics = createMetrics();
  const uploads = createUploads({
    ...policy.uploads,
    timeoutMs: policy.uploads.timeoutSeconds * 1000,
  });
  const { render } = views;
  const web = {
    ...deps,
    outside: outsideSystems(deps, metrics),
    watch,
    messages,
    render,
    clients,
    federation,
    metrics,
    uploads,
  };
  const app = createApp({
    ...settings,
    cookieKeys: secrets.cookieKeys,
    log,
    metrics,
    assets,
    render,
    messages,
    open: openRouters(web),
    pages: pageRouters(web),
    provider: federation.middleware,
  });
  const senders = createSenders({ ...settings, production: !demo });
  const outbox = createOutboxJob({ db, senders, now, log, keepTexts: demo });
  const jobs = [outbox, ...createJobs(web)];
  return {
    handler: app.callback(),
    startJobs: () => jobs.forEach((job) => job.start()),
    async stop() {
      await Promise.all([...jobs.map((job) => job.stop()), uploads.close()]);
    },
  };
}

async function openFederation(
  deps: SystemDeps & { watch: AccountWatch },
  clients: Clients,
  views: Views,
): Promise<Federation> {
  const { settings, secrets, stores, watch, now, log } = deps;
  const { kv, ring } = stores;
  const { db } = stores.database;
  const keys = createKeys({ db, ring, now });
  await Promise.all([keys.ensure(), putOurClients(clients, settings, secrets)]);
  return createFederation({
    ...views,
    db,
    kv,
    ring,
    watch,
    clients,
    keys,
    issuer: settings.issuer,
    cookieKeys: secrets.cookieKeys,
    production: settings.mode === 'production',
    now,
    log,
  });
}

interface Outside {
  directory: EmployeeDirectory;
  population: PopulationRegister;
}

interface Web extends SystemDeps {
  uploads: Uploads;
  outside: Outside;
  watch: AccountWatch;
  messages: Messages;
  render: Render;
  clients: Clients;
  federation: Federation;
  metrics: Metrics;
}

/** For machines: other rules than our own pages' forms. */
function openRouters({ settings, stores, apps, metrics, federation, now }: Web): Router[] {
  const checks: Record<string, Check> = {
    database: () => stores.database.ping(),
    kv: () => stores.kv.ping(),
    ...(apps ? { relyingParties: () => apps.listening() } : {}),
  };
  const { db } = stores.database;
  const demand = { audience: directoryResource(settings.issuer), scope: DIRECTORY_SCOPE };
  return [
    opsRoutes({ checks, metrics, metricsToken: settings.metricsToken }),
    directoryApiRoutes({ db, demand, federation }),
    requestsApiRoutes({
      db,
      limits: stores.limits,
      demand: { audience: requestsResource(settings.issuer), scope: REQUESTS_SCOPE },
      federation,
      production: settings.mode === 'production',
      now,
    }),
  ];
}

function pageRouters(web: Web): Router[] {
  const { settings, stores, watch, render, messages, clients, federation, uploads, now, log } = web;
  const { issuer } = settings;
  const { kv, ring, hasher, limits } = stores;
  const { db } = stores.database;
  const { sessions, interactions } = federation;
  const services = async (words: Words) => listServices(await clients.all(), words);
  const authorizationEndpoint = () => federation.authorizationEndpoint();
  const demo = settings.mode === 'demo';
  const pools = createPools({ kv, now });
  const compose = createCompose(messages, { issuer });
  const isCommonPassword = readCommonPasswords();
  const banners = createBanners({ db, now });
  const guard = createGuard({ db, sessions, issuer, now, production: !demo });
  const captchas = createCaptchas({ kv, ring, now, listed: demo });
  const browser = createBrowserBinding(issuer);
  const { directory, population } = web.outside;
  const pages: PageDeps = {
    ...{
      db,
      kv,
      ring,
      hasher,
      limits,
      pools,
      watch,
      sessions,
      guard,
      browser,
      captchas,
      directory,
      population,
    },
    previewClaims: (asked) => previewClaims(db, { ...asked, issuer, now: now() }),
    ...{ clients, banners, messages, render, compose, isCommonPassword, log, now, issuer, production: !demo },
  };
  const signin = signinRoutes({
    db,
    kv,
    ring,
    hasher,
    limits,
    pools,
    watch,
    interactions,
    sessions,
    banners,
    messages,
    render,
    compose,
    isCommonPassword,
    log,
    now,
    issuer,
    listCaptchas: demo,
  });
  return [
    signin,
    registrationRoutes(pages),
    recoveryRoutes(pages),
    disavowRoutes(pages),
    accountRoutes(pages),
    helpRoutes({ ...pages, uploads, multipart: createMultipartReader(policy.uploads) }),
    helpdeskRoutes(pages),
    agencyRoutes(pages),
    adminRoutes({ ...pages, uploads, keys: federation.keys }),
    landingRoutes({ render, messages, sessions, banners, services }),
    sessionRoutes({ ...pages, authorizationEndpoint }),
    portalRoutes({
      ...pages,
      authorizationEndpoint,
      servicesFor: async (words, person) => servicesFor(await clients.all(), { person, words }),
    }),
    ...(demo ? [devRoutes({ db, render, openChallenges: () => openChallenges({ kv, now }) })] : []),
  ];
}

/** The employee directory and the population register: those of the environment, or the demo's own once they are there. */
function outsideSystems({ settings, apps, log }: SystemDeps, metrics: Metrics): Outside {
  const client = (system: 'directory' | 'population') =>
    createOutgoing({
      address: () => settings[system] ?? apps?.outside()?.[system] ?? null,
      figures: policy.outside,
      onOutcome: (outcome, seconds) => metrics.outside(system, outcome, seconds),
      onBreaker: (state) =>
        state === 'open'
          ? log.warn({ system }, 'an outside system is away: it is not asked for a while')
          : log.info({ system }, 'an outside system answers again'),
    });
  return { directory: httpDirectory(client('directory')), population: httpPopulation(client('population')) };
}

/** The portal's own registration everywhere; the demo's relying parties, whose addresses follow PORT, in the demo. */
async function putOurClients(clients: Clients, settings: Settings, secrets: Secrets): Promise<void> {
  const ours = ourClients({ issuer: settings.issuer });
  const demo = settings.mode === 'demo' ? demoClients({ ...settings, ...secrets }) : [];
  for (const registration of [...ours, ...demo]) {
    const outcome = await clients.put(registration, { actor: 'system' });
    if (outcome.kind === 'refused') throw new Error(`${registration.metadata.client_id}: ${outcome.reason}`);
  }
}

function createJobs({
  settings,
  stores,
  messages,
  outside,
  federation,
  keepAnchor: keep,
  now,
  log,
}: Web): Repeating[] {
  const { db } = stores.database;
  const { ring, limits } = stores;
  const { issuer } = settings;
  const compose = createCompose(messages, { issuer });
  const mayText = (phone: string) =>
    withinSmsBudgets({ limits, log }, { kind: 'phone', value: phone }, 'anybody');
  const job = (name: string, everySeconds: number, work: () => Promise<unknown>) =>
    repeat({
      everySeconds,
      work,
      onError: (error) => log.warn({ job: name, reason: String(error) }, 'job failed'),
    });
  return [
    job('retry-logout', RETRY_LOGOUT_SECONDS, () => federation.retryLogouts()),
    job('tell-ended-sessions', TELL_ENDED_SECONDS, () =>
      tellEndedSessions({ db, endBefore: federation.sessions.endBefore, now }),
    ),
    job('registration-queue', REGISTRATION_QUEUE_SECONDS, () =>
      runRegistrationQueue({ db, ring, ...outside, compose, issuer, mayText, now, log }),
    ),
    job('open-resets', OPEN_RESETS_SECONDS, () => openResets({ db, compose, issuer, now })),
    job('tell-new-devices', TELL_NEW_DEVICES_SECONDS, () =>
      tellNewDevices({ db, compose, nameBrowser: browserName, now }),
    ),
    job('end-roles', END_ROLES_SECONDS, () => endRolesJob({ db, compose, now })),
    job('seal-audit', policy.seals.everySeconds, () => sealAuditJob({ db, ring, now, log, keep })),
    job('check-audit', policy.seals.checkEverySeconds, () => continueCheck({ db, ring, now })),
    job('count-figures', policy.figures.everySeconds, () => countFigures({ db, now })),
    job('purge', PURGE_SECONDS, () => purge(db, now())),
    job('purge-cases', PURGE_SECONDS, () => purgeCases({ db, ring, issuer, compose, now: now() })),
  ];
}

function readCommonPasswords(): (password: string) => boolean {
  const text = readFileSync(path.join(ROOT, 'config/common-passwords.txt'), 'utf8');
  return commonPasswords(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')));
}
