import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import { markBounced } from '../model/dead-letters.ts';
import { claimDue, markFailed, markSent } from '../model/outbox.ts';
import type { Channel, DueMessage } from '../model/outbox.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { isDeliveryFault } from './senders/delivery-fault.ts';

/**
 * The way out. Throwing means "not sent", a `DeliveryFault` says more; a message may come twice, since delivery is at
 * least once.
 */
export interface Senders extends Record<Channel, (message: DueMessage) => Promise<void>> {
  close?(): void;
}

/** The demo's: nothing leaves the machine, the outbox page shows what was sent. */
export const devSender: Senders = {
  email: () => Promise.resolve(),
  sms: () => Promise.resolve(),
};

export interface OutboxJob {
  /** Something was written: do not wait for the next round. */
  nudge(): void;
  start(): void;
  /** Ends after the round that is running. */
  stop(): Promise<void>;
  /** One round, for tests and for the command line; gives how many were sent. */
  runOnce(): Promise<number>;
}

export interface OutboxJobDeps {
  db: Db;
  senders: Senders;
  now: () => number;
  log: Logger;
  /** Whether texts stay in the table once sent: for the demo's outbox page only. */
  keepTexts: boolean;
}

const batch = 20;
/** Longer than a sender may take: a message is not claimed twice while it is being sent. */
const leaseSeconds = 60;
const sendTimeoutMs = 30_000;
const firstRetrySeconds = 10;
const longestRetrySeconds = 3600;

/** Delivers what transactions have written. Several nodes may run it at once; a slow gateway of one channel holds up no other. */
export function createOutboxJob(deps: OutboxJobDeps): OutboxJob {
  const channels = [channelJob(deps, 'email'), channelJob(deps, 'sms')];
  return {
    nudge: () => channels.forEach((job) => job.nudge()),
    start: () => channels.forEach((job) => job.start()),
    async stop() {
      await Promise.all(channels.map((job) => job.stop()));
      deps.senders.close?.();
    },
    async runOnce() {
      const sent = await Promise.all(channels.map((job) => job.runOnce()));
      return sent.reduce((sum, count) => sum + count, 0);
    },
  };
}

function channelJob(deps: OutboxJobDeps, channel: Channel): OutboxJob {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  let again = false;

  async function round(): Promise<number> {
    let sent = 0;
    for (;;) {
      const due = await claimDue(deps.db, { channel, now: deps.now(), limit: batch, leaseSeconds });
      const results = await Promise.all(due.map((message) => deliver(deps, message)));
      sent += results.filter(Boolean).length;
      if (due.length < batch) return sent;
    }
  }

  function runOnce(): Promise<number> {
    running ??= round().finally(() => {
      running = undefined;
    });
    return running;
  }

  function wake(): void {
    if (running) {
      again = true;
      return;
    }
    runOnce()
      .catch((error: unknown) => deps.log.warn({ err: error }, 'outbox: the store is away, trying again'))
      .finally(() => {
        if (again && timer) wake();
        again = false;
      });
  }

  return {
    runOnce,
    nudge() {
      if (timer) wake();
    },
    start() {
      timer ??= setInterval(wake, policy.jobs.outboxEverySeconds * 1000).unref();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await running?.catch(() => 0);
    },
  };
}

async function deliver(deps: OutboxJobDeps, message: DueMessage): Promise<boolean> {
  try {
    await withTimeout(deps.senders[message.channel](message), sendTimeoutMs);
  } catch (error) {
    await putOff(deps, message, error);
    return false;
  }
  await markSent(deps.db, message.id, { now: deps.now(), keepText: deps.keepTexts });
  return true;
}

/**
 * Tried again later and later. After a day, or at once where they will never take it, it is a dead letter, kept and told of
 * in the audit; a contact where nobody is there is marked.
 */
async function putOff(deps: OutboxJobDeps, message: DueMessage, error: unknown): Promise<void> {
  const now = deps.now();
  const { permanent, bounced, retryAfterSeconds } = isDeliveryFault(error) ? error : unknownFault;
  const dead = permanent || message.attempts >= attemptsUntilDead;
  const { accountId, channel, to, kind } = message;
  const reason = reasonOf(error);
  deps.log.warn({ outbox: message.id, kind, attempts: message.attempts, dead, reason }, 'not delivered');
  const waitSeconds = Math.max(backoffSeconds(message.attempts), retryAfterSeconds ?? 0);
  const retryAt = dead ? null : now + waitSeconds * 1000;
  const context = { ...system, at: now };
  await deps.db.transaction().execute(async (trx) => {
    await markFailed(trx, message.id, { now, retryAt, error: reason });
    if (bounced && accountId !== null) await markBounced(trx, { accountId, channel, to, now }, context);
    if (!dead) return;
    const details = { channel, kind, error: reason.slice(0, 200) };
    await audit(trx, { type: 'mail.dead', accountId, details }, context);
  });
}

const unknownFault = { permanent: false, bounced: false, retryAfterSeconds: null };
const system: AuditContext = { actor: 'system' };

function backoffSeconds(attempts: number): number {
  return Math.min(longestRetrySeconds, firstRetrySeconds * 3 ** (attempts - 1));
}

/** How many attempts fit into the time after which a message is given up. */
const attemptsUntilDead = (() => {
  let attempts = 1;
  let waited = 0;
  while (waited < policy.jobs.outboxGiveUpSeconds) {
    waited += backoffSeconds(attempts);
    attempts += 1;
  }
  return attempts;
})();

function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('timed out'), { code: 'timed_out' })), ms);
    timer.unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
