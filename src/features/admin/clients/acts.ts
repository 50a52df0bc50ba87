import { isDeepStrictEqual } from 'node:util';
import type { MessageKey } from '../../../messages.ts';
import type { Clients } from '../../../oidc/clients.ts';
import type { Db } from '../../../platform/db.ts';
import type { AdminAct } from '../requests/act.ts';
import type { AgencyNames } from './describe.ts';
import { draftOf, isOurs, registrationOf } from './draft.ts';
import type { ClientDraft } from './draft.ts';
import { aboutRow, changesOf, named, subjectOf } from './subject.ts';

/** What two admins decide about a client's registration; the old state is part of it, so that it is judged as it was shown. */
export interface RegistrationPayload {
  client: string;
  before: ClientDraft | null;
  after: ClientDraft | null;
  /** Names of the agencies on either side, for whoever reads it. */
  agencies: AgencyNames;
}

export interface SecretPayload {
  client: string;
  name: string;
  /** Of the secret that was there (`secretMark`): one that was rotated or made anew meanwhile is not rotated. */
  seen: string;
}

export interface LogoPayload {
  client: string;
  name: string;
  /** PNG made anew by us, base64; null takes the logo away. */
  png: string | null;
  /** Of the logo that it replaces. */
  seen: string | null;
}

type Deps = { clients: Clients };

export function clientActs({ clients }: Deps) {
  return {
    add: registrationAct(clients, 'client.add', 'clients.act.add'),
    change: registrationAct(clients, 'client.change', 'clients.act.change'),
    remove: registrationAct(clients, 'client.remove', 'clients.act.remove'),
    secret: secretAct(clients),
    logo: logoAct(clients),
  };
}

export type ClientActs = ReturnType<typeof clientActs>;

function registrationAct(
  clients: Clients,
  name: 'client.add' | 'client.change' | 'client.remove',
  title: MessageKey,
): AdminAct<RegistrationPayload> {
  async function check(db: Db, { client, before, after }: RegistrationPayload): Promise<MessageKey | null> {
    if (isOurs(client)) return 'clients.refused.ours';
    const current = await clients.within(db).find(client);
    if (name === 'client.add' && current) return 'clients.refused.exists';
    if (name !== 'client.add' && !current) return 'clients.refused.gone';
    if (current && !isDeepStrictEqual(plain(draftOf(current)), plain(before)))
      return 'clients.refused.changed';
    const fault = after ? await clients.fault(registrationOf(after)) : null;
    return fault === null ? null : 'clients.refused.provider';
  }
  return {
    name,
    title,
    subject: subjectOf,
    describe: changesOf,
    check,
    async carryOut(trx, payload, { requestedBy, context }) {
      // Two requests for one client approved at once: the second is judged by what the first has made of it.
      await clients.within(trx).hold(payload.client);
      const refused = await check(trx, payload);
      if (refused) return refused;
      const { client, after } = payload;
      const within = clients.within(trx);
      if (!after) return (await within.remove(client, context)) ? null : 'clients.refused.gone';
      const mode = name === 'client.add' ? 'add' : 'change';
      const outcome = await within.store(registrationOf(after), { context, mode, showTo: requestedBy });
      return outcome.kind === 'added' ? null : 'clients.refused.provider';
    },
    done: () => clients.forget(),
  };
}

/** As it comes back from the database: without what is undefined, in no particular order. */
const plain = (draft: ClientDraft | null): unknown => JSON.parse(JSON.stringify(draft));

function secretAct(clients: Clients): AdminAct<SecretPayload> {
  async function check(db: Db, { client, seen }: SecretPayload): Promise<MessageKey | null> {
    const current = await clients.within(db).find(client);
    if (!current) return 'clients.refused.gone';
    if (current.secretMark === null) return 'clients.refused.no_secret';
    return current.secretMark === seen ? null : 'clients.refused.changed';
  }
  return {
    name: 'client.rotate-secret',
    title: 'clients.act.secret',
    subject: named,
    describe: (payload, words) => [aboutRow(named(payload), words)],
    check,
    async carryOut(trx, payload, { requestedBy, context }) {
      await clients.within(trx).hold(payload.client);
      const refused = await check(trx, payload);
      if (refused) return refused;
      const rotated = await clients.within(trx).rotateSecret(payload.client, requestedBy, context);
      return rotated ? null : 'clients.refused.no_secret';
    },
    done: () => clients.forget(),
  };
}

function logoAct(clients: Clients): AdminAct<LogoPayload> {
  async function check(db: Db, { client, seen }: LogoPayload): Promise<MessageKey | null> {
    const current = await clients.within(db).find(client);
    if (!current) return 'clients.refused.gone';
    return current.logoHash === seen ? null : 'clients.refused.changed';
  }
  return {
    name: 'client.logo',
    title: 'clients.act.logo',
    subject: named,
    // The pictures themselves say what becomes of the logo.
    describe: (payload, words) => [aboutRow(named(payload), words)],
    picture: ({ client, seen, png }) => ({ now: seen === null ? null : `/logo/${client}?v=${seen}`, png }),
    check,
    async carryOut(trx, payload, { context }) {
      await clients.within(trx).hold(payload.client);
      const refused = await check(trx, payload);
      if (refused) return refused;
      const png = payload.png === null ? null : Buffer.from(payload.png, 'base64');
      return (await clients.within(trx).setLogo(payload.client, png, context))
        ? null
        : 'clients.refused.gone';
    },
    done: () => clients.forget(),
  };
}
