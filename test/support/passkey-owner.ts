import type { TestApp } from './app.ts';
import type { Someone } from './recovery.ts';
import { softPasskey } from './soft-passkey.ts';
import type { Asked, SoftPasskey, Twist } from './soft-passkey.ts';
import { visitor } from './visitor.ts';
import type { Page, Visitor } from './visitor.ts';

/** What the form of a page asks a passkey for. */
export function asked(page: Page): Asked {
  const json = /data-options="([^"]*)"/.exec(page.text)?.[1] ?? '';
  return JSON.parse(json.replaceAll('&#34;', '"').replaceAll('&quot;', '"')) as Asked;
}

export const pathOf = (page: Page): string => new URL(page.url).pathname;
export const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

export interface PasskeyOwner {
  person: Someone;
  passkey: SoftPasskey;
  /** The browser in which it was added. */
  owner: Visitor;
}

export interface PasskeyPeople {
  /** By password and code. */
  signIn(person: Someone): Promise<Visitor>;
  /** Adds one as its owner would. */
  enrol(who: Visitor, person: Someone, passkey: SoftPasskey): Promise<Page>;
  withPasskey(options?: { synced: boolean }): Promise<PasskeyOwner>;
  /** From the portal's sign-in page, with an answer to its own challenge unless told otherwise. */
  bySign(passkey: SoftPasskey, twist?: Twist, who?: Visitor): Promise<Page>;
  /** What a form asks a passkey for that proves its act. */
  proofFor(who: Visitor, path: string): Promise<Asked>;
}

/** People who have passkeys, and the ways they use them. */
export function passkeyPeople(app: TestApp, nextPerson: () => Someone): PasskeyPeople {
  async function signIn(person: Someone): Promise<Visitor> {
    const who = visitor(app);
    await who.get('/portal');
    await who.submit({ nip: person.nip, password: person.password });
    const page = await who.submit({ code: person.code() });
    if (pathOf(page) !== '/portal') throw new Error(`not signed in: ${page.url}`);
    return who;
  }
  async function enrol(who: Visitor, person: Someone, passkey: SoftPasskey): Promise<Page> {
    await who.get('/account/passkeys/add');
    const page = await who.submit({ code: person.code() });
    if (pathOf(page) !== '/account/passkeys/new') throw new Error(`not proven: ${page.url}`);
    return who.post('/account/passkeys/new', form({ name: 'HP', passkey: passkey.register(asked(page)) }));
  }
  return {
    signIn,
    enrol,
    async withPasskey(options) {
      const person = nextPerson();
      const passkey = softPasskey(app.issuer, options);
      const owner = await signIn(person);
      const page = await enrol(owner, person, passkey);
      if (!page.url.includes('done=added')) throw new Error(`not added: ${page.url}`);
      return { person, passkey, owner };
    },
    async bySign(passkey, twist, who = visitor(app)) {
      const page = await who.get('/portal');
      return who.post(pathOf(page), form({ step: 'passkey', passkey: passkey.answer(asked(page), twist) }));
    },
    proofFor: async (who, path) =>
      JSON.parse((await who.post('/account/proof', form({ path }))).text) as Asked,
  };
}
