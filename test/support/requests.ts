import { findSigninAccount } from '../../src/model/people/signin-account.ts';
import * as openid from 'openid-client';
import type { TestApp } from './app.ts';
import { phoneCode } from './model.ts';
import { relyingParty } from './relying-party.ts';
import { visitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const SECRET = 'test-only-siasn-client-secret';

/** SIASN as a test speaks for it: signs people in, asks for tokens of its own, reports. */
export async function siasnOf(app: TestApp) {
  const url = app.settings.relyingParties.siasn;
  const party = await relyingParty(app, 'siasn', {
    redirectUri: `${url}/callback`,
    auth: openid.ClientSecretBasic(SECRET),
  });
  const basic = `Basic ${btoa(`siasn:${SECRET}`)}`;
  const token = async (more: Record<string, string> = {}): Promise<Record<string, unknown>> => {
    const form = { grant_type: 'client_credentials', scope: 'requests:write', ...more };
    const answer = await fetch(party.config.serverMetadata().token_endpoint ?? '', {
      method: 'POST',
      headers: { authorization: basic },
      body: new URLSearchParams({ resource: `${app.issuer}/api/requests`, ...form }),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  return {
    url,
    party,
    token,
    bearer: async () => `Bearer ${String((await token()).access_token)}`,
    /** A whole sign-in that ends at SIASN, which redeems the code. */
    async signIn(nip: string, person: Visitor = visitor(app)) {
      const attempt = await party.authorize(person);
      if (new URL(attempt.page.url).origin === app.issuer) {
        await person.submit({ nip, password: 'Merdeka#1945!' });
        attempt.callback = new URL((await person.submit({ code: phoneCode(app.clock.now()) })).url);
      }
      return { person, tokens: await party.redeem(attempt) };
    },
  };
}

export const report = (sub: string, more: Record<string, unknown> = {}) => ({
  sub,
  reference: 'CUTI-1',
  title: 'Cuti tahunan',
  state: 'submitted',
  updated_at: '2026-11-30T01:00:00Z',
  ...more,
});

/** PUTs a body as it is where it is a text, else as JSON. */
export async function put(
  app: Pick<TestApp, 'issuer'>,
  authorization: string | null,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${app.issuer}/api/requests`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      ...(authorization === null ? {} : { authorization }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: parse(text) };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

export async function subOf(app: TestApp, nip: string): Promise<string> {
  return (await findSigninAccount(app.db, nip))?.id ?? '';
}
