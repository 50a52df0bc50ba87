import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeliveryFault } from '../../src/jobs/senders/delivery-fault.ts';
import { createSenders } from '../../src/jobs/senders/create-senders.ts';
import { createSmsSender } from '../../src/jobs/senders/sms.ts';
import { createSmtpSender } from '../../src/jobs/senders/smtp.ts';
import type { SmtpSender } from '../../src/jobs/senders/smtp.ts';
import type { DueMessage } from '../../src/model/outbox.ts';
import { start } from '../support/model.ts';
import { openSmtpServer } from '../support/smtp-server.ts';
import type { SmtpTestServer } from '../support/smtp-server.ts';

const issuer = 'https://sso.asn.example';
const mail: DueMessage = {
  id: 7,
  key: 'asn-7-abc',
  channel: 'email',
  to: 'budi@asn.example',
  subject: 'Kode aktivasi – ASN Digital',
  text: 'Kode Anda:\n\n012345',
  html: '<p>Kode Anda: 012345</p>',
  kind: 'code_activation',
  accountId: null,
  createdAt: new Date(start),
  attempts: 1,
};

async function faultOf(work: Promise<unknown>): Promise<DeliveryFault> {
  const error = await work.then(
    () => null,
    (thrown: DeliveryFault) => thrown,
  );
  if (error === null) throw new Error('was sent');
  return error;
}

describe('mail over SMTP', () => {
  let server: SmtpTestServer;
  let sender: SmtpSender;
  beforeEach(async () => {
    server = await openSmtpServer();
    sender = createSmtpSender({ url: server.url, issuer, requireTls: false });
  });
  afterEach(async () => {
    sender.close();
    await server.stop();
  });

  test('goes to its address alone, as text and HTML, from the issuer, marked as a machine’s', async () => {
    await sender.send(mail);
    const [got] = server.received;
    expect(got).toMatchObject({ from: 'no-reply@sso.asn.example', to: ['budi@asn.example'] });
    expect(got?.raw).toMatch(/^From: ASN Digital <no-reply@sso\.asn\.example>/m);
    expect(got?.raw).toMatch(/^Auto-Submitted: auto-generated/im);
    expect(got?.raw).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(got?.raw.match(/012345/g)).toHaveLength(2);
    expect(got?.raw).not.toMatch(/List-Unsubscribe|X-Mailer: .*@/i);
  });

  test('keeps its Message-ID over a repeat, and one connection over many', async () => {
    await sender.send(mail);
    await sender.send({ ...mail, attempts: 2 });
    const ids = server.received.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim());
    expect(ids).toEqual(['<asn-7-abc@sso.asn.example>', '<asn-7-abc@sso.asn.example>']);
    expect(server.connections()).toBe(1);
  });

  test('takes its sender from the address of the server', async () => {
    sender.close();
    const url = `${server.url}?from=${encodeURIComponent('sso@bkn.example')}`;
    sender = createSmtpSender({ url, issuer, requireTls: false });
    await sender.send(mail);
    expect(server.received[0]?.from).toBe('sso@bkn.example');
  });

  test('an address is one address: no second recipient, no header of its own', async () => {
    const fault = await faultOf(
      sender.send({ ...mail, to: 'a@asn.example, b@evil.example\r\nBcc: c@evil.example' }),
    ).catch(() => null);
    const to = server.received.flatMap((got) => got.to);
    expect(to.some((one) => /b@evil|c@evil/.test(one) && !one.includes('a@'))).toBe(false);
    expect(server.received.every(({ raw }) => !/^Bcc:/im.test(raw))).toBe(true);
    expect(fault === null || fault.code === 'delivery_fault').toBe(true);
  });

  test.each([
    ['RCPT', '550 5.1.1 <budi@asn.example>: user unknown', true, true],
    ['RCPT', '550 no such user here', true, true],
    ['RCPT', '550 5.7.1 <budi@asn.example>: rejected by policy', true, false],
    ['RCPT', '451 4.7.1 greylisted, try again', false, false],
    ['RCPT', '452 4.2.2 mailbox full', false, false],
    ['MAIL', '550 5.7.1 sender not allowed', false, false],
    ['.', '554 5.6.0 message refused', true, false],
    ['.', '421 4.3.0 try again', false, false],
  ])('%s answered %s: permanent %s, nobody there %s', async (verb, answer, permanent, bounced) => {
    server.answers.set(verb, () => answer);
    const fault = await faultOf(sender.send(mail));
    expect(fault).toMatchObject({ code: 'delivery_fault', permanent, bounced });
    expect(fault.message).toContain(answer.slice(0, 3));
    expect(fault.message).not.toContain('budi@');
    expect(server.received).toEqual([]);
  });

  test('a greylisted one goes when it is tried again', async () => {
    server.answers.set('RCPT', () => '451 4.7.1 greylisted');
    await faultOf(sender.send(mail));
    server.answers.clear();
    await sender.send(mail);
    expect(server.received).toHaveLength(1);
  });

  test('silence ends in time and may be tried again', async () => {
    sender.close();
    sender = createSmtpSender({ url: server.url, issuer, requireTls: false, timeoutMs: 300 });
    server.answers.set('DATA', () => null);
    const began = performance.now();
    expect(await faultOf(sender.send(mail))).toMatchObject({ permanent: false, bounced: false });
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  test('a server that is away is tried again', async () => {
    await server.stop();
    expect(await faultOf(sender.send(mail))).toMatchObject({ permanent: false });
  });

  test('no code goes over a line that cannot be encrypted where that is demanded', async () => {
    sender.close();
    sender = createSmtpSender({ url: server.url, issuer, requireTls: true, timeoutMs: 300 });
    expect(await faultOf(sender.send(mail))).toMatchObject({ permanent: false });
    expect(server.received).toEqual([]);
  });
});

interface Asked {
  headers: IncomingMessage['headers'];
  body: unknown;
  path: string | undefined;
}

describe('SMS over a webhook', () => {
  const sms: DueMessage = { ...mail, channel: 'sms', to: '+6281200000001', subject: '', html: null };
  const asked: Asked[] = [];
  let gateway: Server;
  let answer: (response: ServerResponse) => void;
  let url: URL;
  beforeEach(async () => {
    asked.length = 0;
    answer = (response) => void response.writeHead(202).end('{"ok":true}');
    gateway = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body: unknown = JSON.parse(Buffer.concat(parts).toString());
        asked.push({ headers: request.headers, body, path: request.url });
        answer(response);
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    url = new URL(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`);
  });
  afterEach(async () => {
    gateway.closeAllConnections();
    await new Promise((resolve) => gateway.close(resolve));
  });

  const send = (message = sms, timeoutMs = 20_000) => createSmsSender({ url: url.href, timeoutMs })(message);

  test('is a POST of id, number and text, the same key at every try', async () => {
    await send();
    await send({ ...sms, attempts: 2 });
    expect(asked.map(({ body }) => body)).toEqual([
      { id: 'asn-7-abc', to: '+6281200000001', text: sms.text },
      { id: 'asn-7-abc', to: '+6281200000001', text: sms.text },
    ]);
    expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(asked[0]).toMatchObject({ path: '/send' });
    expect(asked[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(asked[0]?.headers.authorization).toBeUndefined();
  });

  test('credentials of the address become Basic, decoded', async () => {
    url.username = 'sso';
    url.password = 'p@ss:1';
    await send();
    const [, given = ''] = asked[0]?.headers.authorization?.split(' ') ?? [];
    expect(Buffer.from(given, 'base64').toString()).toBe('sso:p@ss:1');
  });

  test.each([
    [400, true, false],
    [422, true, false],
    [410, true, true],
    [401, false, false],
    [404, false, false],
    [408, false, false],
    [425, false, false],
    [429, false, false],
    [500, false, false],
    [503, false, false],
  ])('%s: permanent %s, nobody there %s', async (status, permanent, bounced) => {
    answer = (response) => void response.writeHead(status).end('+6281200000001 budi@asn.example');
    const fault = await faultOf(send());
    expect(fault).toMatchObject({ permanent, bounced, message: `gateway: ${status}` });
  });

  test('waits as long as the gateway asks, an hour at most', async () => {
    answer = (response) => void response.writeHead(429, { 'retry-after': '120' }).end();
    expect(await faultOf(send())).toMatchObject({ retryAfterSeconds: 120 });
    answer = (response) => void response.writeHead(503, { 'retry-after': '999999' }).end();
    expect(await faultOf(send())).toMatchObject({ retryAfterSeconds: 3600 });
  });

  test('follows no redirect: the text goes to one host', async () => {
    answer = (response) => void response.writeHead(307, { location: `${url.origin}/elsewhere` }).end();
    expect(await faultOf(send())).toMatchObject({ permanent: false });
    expect(asked.map(({ path }) => path)).toEqual(['/send']);
  });

  test('silence ends in time, and may be tried again', async () => {
    answer = () => undefined;
    const fault = await faultOf(send(sms, 300));
    expect(fault).toMatchObject({ permanent: false, message: 'gateway: no answer in time' });
  });

  test('a gateway that is away is tried again', async () => {
    url.port = '9';
    expect(await faultOf(send())).toMatchObject({ permanent: false, message: 'gateway: not reached' });
  });
});

test('a channel that is not set goes nowhere, and closing is harmless', async () => {
  const senders = createSenders({ smtpUrl: null, smsWebhookUrl: null, issuer, production: false });
  await Promise.all([senders.email(mail), senders.sms(mail)]);
  senders.close?.();
});
