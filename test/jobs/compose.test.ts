import { describe, expect, test } from '@jest/globals';
import { createCompose } from '../../src/jobs/compose.ts';
import { mailHtml } from '../../src/jobs/mail-html.ts';
import { createMessages } from '../../src/messages.ts';
import { messageKinds } from '../../src/model/message-kinds.ts';
import type { Channel, MessageKind } from '../../src/model/outbox.ts';
import { start } from '../support/model.ts';

const issuer = 'http://localhost:3000';
const compose = createCompose(createMessages(), { issuer });
/** As long as one, and the same in every run: one in two thousand holds six digits by chance. */
const token = 'aB3_-'.repeat(9).slice(0, 43);
const action = `${issuer}/help/case/${token}`;
const disavowLink = `${issuer}/bukan-saya/${token}`;

const kinds = Object.entries(messageKinds) as [MessageKind, (typeof messageKinds)[MessageKind]][];
const all = kinds.flatMap(([kind, { channels }]) =>
  channels.flatMap((channel) => (['id', 'en'] as const).map((locale) => [kind, channel, locale] as const)),
);

/** Where somebody signed in, of three times. */
const seats = [
  {
    at: new Date(start),
    browser: 'Chrome, Windows',
    address: '192.0.2.7',
    application: 'SIASN',
    shared: true,
  },
  { at: new Date(start), browser: null, address: null, application: 'MyASN', shared: false },
];

/** Everything a kind may be given, as its callers give it. */
function valuesOf(kind: MessageKind) {
  const { as, channels, disavowable, ownLink } = messageKinds[kind];
  const at = new Date(start);
  return {
    ...{ at, opensAt: at, until: at, minutes: 10, application: 'SIASN', tries: 3, left: 9 },
    ...{ masked: 'b•••@asn.example', kind: 'email', number: 'K-2611-00042', agency: 'BKN' },
    ...{ name: 'Ponsel Budi' },
    ...(channels.length === 1 && as === 'notice' ? { count: 3, signins: seats } : {}),
    ...(as === 'notice' ? { nip: '1001' } : {}),
    ...(as === 'link' || as === 'news' || ownLink ? { link: action } : {}),
    ...(as === 'code' || kind === 'link_recovery' ? { code: '012345', codeMinutes: 10 } : {}),
    ...(disavowable ? { disavow: token } : {}),
  };
}

function urlsOf(text: string): string[] {
  return text.match(/https?:\/\/\S+/g) ?? [];
}

const hasCode = (kind: MessageKind) => 'code' in valuesOf(kind);

/** The characters of an SMS that holds 160 of them (GSM 03.38, basic set), as far as we use them. */
const GSM = /^[A-Za-z0-9 \n@£$¥_!"#¤%&'()*+,\-./:;<=>?¡¿]*$/;
/** Two links: the way on, and the way out. Rare, and worth two messages. */
const LONG: [MessageKind, Channel][] = [['reset_open', 'sms']];

describe('a message', () => {
  test.each(all)('%s by %s in %s has every place filled, and no key for a text', (kind, channel, locale) => {
    const { subject, text, html = '' } = compose(kind, channel, locale, valuesOf(kind));
    for (const part of [subject, text]) {
      expect(part).not.toMatch(/[{}]/);
      expect(part).not.toMatch(/mail\.[a-z]/);
    }
    expect([subject === '', html === '']).toEqual([channel === 'sms', channel === 'sms']);
    expect(html).not.toMatch(/\{\w+\}|<img|<script|<link|url\(/);
  });

  test.each(all)('%s by %s in %s: the code is the only run of six digits', (kind, channel, locale) => {
    const { subject, text } = compose(kind, channel, locale, valuesOf(kind));
    expect(`${subject} ${text}`.match(/\d{6,}/g) ?? []).toEqual(hasCode(kind) ? ['012345'] : []);
  });

  test.each(all)('%s by %s in %s: the action link is the first URL', (kind, channel, locale) => {
    const values = valuesOf(kind);
    const urls = urlsOf(compose(kind, channel, locale, values).text);
    const expected = 'link' in values ? action : 'disavow' in values ? disavowLink : undefined;
    expect(urls[0]).toBe(expected);
    for (const url of urls) expect([action, disavowLink]).toContain(url);
  });

  test.each(all.filter(([, channel]) => channel === 'sms'))(
    '%s by %s in %s fits into one SMS',
    (kind, channel, locale) => {
      const { text } = compose(kind, channel, locale, valuesOf(kind));
      expect(text).toMatch(GSM);
      const isLong = LONG.some(([other, by]) => other === kind && by === channel);
      expect(text.length).toBeLessThanOrEqual(isLong ? 306 : 160);
    },
  );

  test.each(kinds.filter(([, { disavowable }]) => disavowable).map(([kind]) => [kind]))(
    '%s carries "bukan saya" by mail, and by SMS that or a link that takes back',
    (kind) => {
      const values = valuesOf(kind);
      expect(urlsOf(compose(kind, 'email', 'id', values).text)).toContain(disavowLink);
      if (!messageKinds[kind].channels.includes('sms')) return;
      expect(urlsOf(compose(kind, 'sms', 'id', values).text).length).toBeGreaterThan(0);
      expect(compose(kind, 'sms', 'id', values).text).toMatch(/Bukan Anda\?/);
    },
  );

  test('that cannot be disavowed names the helpdesk and links nowhere', () => {
    for (const channel of ['email', 'sms'] as const) {
      const { text } = compose('account_frozen', channel, 'id', valuesOf('account_frozen'));
      expect([urlsOf(text), text.includes('(021) 555-0150')]).toEqual([[], true]);
    }
  });

  test('never goes by a channel that is not its own', () => {
    expect(() => compose('link_recovery', 'sms', 'id', valuesOf('link_recovery'))).toThrow(
      /never goes by sms/,
    );
    expect(() => compose('code_signin', 'email', 'id', valuesOf('code_signin'))).toThrow(
      /never goes by email/,
    );
  });

  test('is Indonesian where the account says nothing, and says times as the reader does', () => {
    const { text } = compose('password_changed', 'email', null, valuesOf('password_changed'));
    expect(text).toMatch(/\d{4} pukul \d\d\.\d\d WIB/);
    expect(compose('contact_changed', 'email', 'en', valuesOf('contact_changed')).text).toContain(
      'email address',
    );
  });

  test('needs no account: news begins without the number of anybody', () => {
    expect(compose('case_received', 'email', 'id', valuesOf('case_received')).text).not.toContain('NIP');
  });
});

describe('the HTML of a mail', () => {
  const html = (text: string) => mailHtml({ lang: 'id', subject: 'S & <b>', text, issuer, button: 'Buka' });

  test('escapes whatever a text holds', () => {
    const page = html('Halo <img src=x onerror=alert(1)> & "Anda"');
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Anda&quot;');
    expect(page).toContain('<title>S &amp; &lt;b&gt;</title>');
  });

  test('links addresses of the issuer only', () => {
    expect(html(`A\n\n${action}\n\nB`)).toContain(`<a href="${action}"`);
    for (const other of [
      'https://evil.example/x',
      'http://localhost:3000.evil.example/',
      'javascript:alert(1)',
    ]) {
      expect(html(`A\n\n${other}`)).not.toContain('<a ');
    }
  });

  test('makes the first link a button and shows where it leads', () => {
    const page = html(`${action}\n\n${disavowLink}`);
    expect(page.match(/>Buka<\/a>/g)).toHaveLength(1);
    expect(page.split(action).length).toBe(3);
    expect(page.indexOf('>Buka</a>')).toBeLessThan(page.indexOf(disavowLink));
  });
});
