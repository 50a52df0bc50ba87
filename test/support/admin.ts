import { grantRole } from '../../src/model/people/roles.ts';
import { findSigninAccount } from '../../src/model/people/signin-account.ts';
import { startApp } from './app.ts';
import type { TestApp, TestAppOptions } from './app.ts';
import { nips, phoneCode } from './model.ts';
import { visitor } from './visitor.ts';
import type { Page, Visitor } from './visitor.ts';

export interface Console {
  app: TestApp;
  /** Platform admins: Rina by the demo's data, Budi by a grant; Siti is none. */
  rina: Visitor;
  budi: Visitor;
  /** A code that no time step of this run has given before. */
  code(): string;
  signIn(nip: string): Promise<Visitor>;
  accountId(nip: string): Promise<string>;
  /** Another admin approves the newest request that waits. */
  approve(who: Visitor, fields?: Record<string, string>): Promise<Page>;
  audits(
    type: string,
  ): Promise<{ actor: string; account_id: string | null; details: Record<string, unknown> }[]>;
}

/** Two platform admins at their console, on the whole application. */
export async function openConsole(options?: TestAppOptions): Promise<Console> {
  const app = await startApp(options);
  const accountId = async (nip: string) => (await findSigninAccount(app.db, nip))?.id ?? '';
  const code = () => {
    app.clock.advance(30);
    return phoneCode(app.clock.now());
  };
  const signIn = async (nip: string) => {
    const who = visitor(app);
    await who.get('/portal');
    await who.submit({ nip, password: 'Merdeka#1945!' });
    await who.submit({ code: code() });
    return who;
  };
  const grant = { role: 'admin', agencyId: null, until: null, now: app.clock.now() } as const;
  const second = await accountId(nips.budi);
  await app.db
    .transaction()
    .execute((trx) => grantRole(trx, { accountId: second, ...grant }, { actor: 'shell' }));
  const [rina, budi] = [await signIn(nips.rina), await signIn(nips.budi)];
  return {
    app,
    rina,
    budi,
    code,
    signIn,
    accountId,
    async approve(who, fields = {}) {
      const row = await app.db
        .selectFrom('admin_request')
        .select(['id', 'payload_hash'])
        .where('state', '=', 'pending')
        .orderBy('requested_at', 'desc')
        .executeTakeFirstOrThrow();
      const posted = { hash: row.payload_hash, decision: 'approve', reason: '', code: code(), ...fields };
      return who.post(`/admin/requests/${row.id}`, new URLSearchParams(posted).toString());
    },
    audits: (type) =>
      app.db
        .selectFrom('audit')
        .select(['actor', 'account_id', 'details'])
        .where('type', '=', type)
        .orderBy('id')
        .execute(),
  };
}
