import { demoSecret } from '../../config/demo-people.ts';
import { createHasher } from '../../src/platform/hashing.ts';
import { fromBase32 } from '../../src/platform/base32.ts';
import { codeAt, stepAt } from '../../src/platform/totp-code.ts';
import type { TestApp } from './app.ts';
import { appoint, hire } from './agency.ts';
import type { Appointed, Hired } from './agency.ts';
import { visitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

/** Somebody at a console: signed in, with an authenticator at hand. */
export interface AtDesk extends Visitor {
  /** A code never given before: the clock goes on a step. */
  code(): string;
}

/** Signs in at the portal. */
export async function signIn(
  app: TestApp,
  { nip, secret = demoSecret }: { nip: string; secret?: string },
): Promise<AtDesk> {
  const person = visitor(app);
  const code = () => {
    app.clock.advance(30);
    return codeAt(fromBase32(secret), stepAt(app.clock.now()));
  };
  await person.get('/portal');
  await person.submit({ nip, password: 'Merdeka#1945!' });
  const portal = await person.submit({ code: code() });
  if (new URL(portal.url).pathname !== '/portal') throw new Error(`not signed in: ${portal.url}`);
  return { ...person, code };
}

/** `hire` on the application's stores. */
export async function hireAt(app: TestApp, names: readonly string[], unit?: string): Promise<Hired[]> {
  const hasher = createHasher({ concurrency: 1, queueLimit: 10, now: app.clock.now });
  try {
    return await hire({ db: app.db, ring: app.ring, hasher, now: app.clock.now() }, names, unit);
  } finally {
    await hasher.close();
  }
}

export const appointAt = (app: TestApp, people: readonly Appointed[]): Promise<string[]> =>
  appoint({ db: app.db, ring: app.ring, now: app.clock.now() }, people);

export async function audits(app: TestApp, type: string) {
  return app.db
    .selectFrom('audit')
    .select(['account_id', 'actor', 'details'])
    .where('type', '=', type)
    .orderBy('id')
    .execute();
}

/** Waits for a message: the outbox is sent from by a job. */
export async function messageTo(app: TestApp, to: string, matching: RegExp): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = (await app.outbox()).find((sent) => sent.to === to && matching.test(sent.text));
    if (found) return found.text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing to ${to} like ${matching}`);
}
