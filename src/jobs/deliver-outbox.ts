import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import { claimDue, markFailed, markSent } from '../model/outbox.ts';
import type { DueMessage } from '../model/outbox.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';

/** The way out. Throwing means "not sent"; a message may come twice, since delivery is at least once. */
export interface Senders {
  email(message: DueMessage): Promise<void>;
  sms(message: DueMessage): Promise<void>;
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

/** Delivers what transactions have written. Several nodes may run it at once. */
export function createOutboxJob(deps: OutboxJobDeps): OutboxJob {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  let again = false;

  async function round(): Promise<number> {
    let sent = 0;
    for (;;) {
      const due = await claimDue(deps.db, { now: deps.now(), limit: batch, leaseSeconds });
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

/** Tried again later and later; after a day it is a dead letter, kept and told of in the audit. */
async function putOff(deps: OutboxJobDeps, message: DueMessage, error: unknown): Promise<void> {
  const now = deps.now();
  const waitSeconds = Math.min(longestRetrySeconds, firstRetrySeconds * 3 ** (message.attempts - 1));
  const reason = reasonOf(error);
  const dead = message.attempts >= attemptsUntilDead;
  deps.log.warn(
    { outbox: message.id, kind: message.kind, attempts: message.attempts, dead, reason },
    'not delivered',
  );
  const retryAt = dead ? null : now + waitSeconds * 1000;
  await deps.db.transaction().execute(async (trx) => {
    await markFailed(trx, message.id, { now, retryAt, error: reason });
    if (!dead) return;
    const details = { channel: message.channel, kind: message.kind, error: reason.slice(0, 200) };
    await audit(trx, { type: 'mail.dead', accountId: message.accountId, details }, { ...system, at: now });
  });
}

const system: AuditContext = { actor: 'system' };

/** How many attempts fit into the time after which a message is given up. */
const attemptsUntilDead = (() => {
  let attempts = 1;
  let waited = 0;
  while (waited < policy.jobs.outboxGiveUpSeconds) {
    waited += Math.min(longestRetrySeconds, firstRetrySeconds * 3 ** (attempts - 1));
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
