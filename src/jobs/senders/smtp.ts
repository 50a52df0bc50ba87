import { createTransport } from 'nodemailer';
import type { DueMessage } from '../../model/outbox.ts';
import { deliveryFault } from './delivery-fault.ts';
import type { DeliveryFault } from './delivery-fault.ts';

export interface SmtpOptions {
  /** `smtp://user:pass@host:587?from=no-reply@host` or `smtps://…`; without `from` it is no-reply@ISSUER's host. */
  url: string;
  issuer: string;
  /** Refuses a server that offers no TLS; a relay on this machine needs none. */
  requireTls: boolean;
  /** Of connecting, greeting and each silence after; below the outbox's own limit. */
  timeoutMs?: number;
}

export interface SmtpSender {
  send(message: DueMessage): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 15_000;
/** A relay of one's own takes a handful of connections at once. */
const CONNECTIONS = 5;

/** Mail over SMTP (RFC 5321), on kept connections: text and HTML, nothing fetched from files or the network. */
export function createSmtpSender({
  url,
  issuer,
  requireTls,
  timeoutMs = TIMEOUT_MS,
}: SmtpOptions): SmtpSender {
  const server = new URL(url);
  const host = new URL(issuer).hostname;
  const from = server.searchParams.get('from') ?? `no-reply@${host}`;
  const secure = server.protocol === 'smtps:';
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port) || (secure ? 465 : 587),
    secure,
    requireTLS: requireTls && !secure,
    ...(server.username === '' ? {} : { auth: credentials(server) }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(message) {
      try {
        await transport.sendMail({
          from: { name: 'ASN Digital', address: from },
          // An object, never a header to be parsed: an address cannot become two.
          to: { name: '', address: message.to },
          subject: message.subject,
          text: message.text,
          ...(message.html === null ? {} : { html: message.html }),
          messageId: `<${message.key}@${host}>`,
          date: message.createdAt,
          // No holiday answers to a machine (RFC 3834 §5).
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
      } catch (error) {
        throw faultOf(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

function credentials({ username, password }: URL) {
  return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}

/** What nodemailer puts on its errors. */
interface SmtpError {
  message?: string;
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** Mailbox or domain that is not there (RFC 3463 §3.2, §3.3); 5.7.x says that they do not want us. */
const NOBODY = /\b5\.(?:1\.(?:1|2|3|6|10)|2\.1)\b/;
const ENHANCED = /\b[245]\.\d{1,3}\.\d{1,3}\b/;

/**
 * A 5xx to the recipient or the message ends it (RFC 5321 §4.2.1); one to our own name or password is ours to mend, and
 * every message waits for that.
 */
function faultOf(error: SmtpError): DeliveryFault {
  const { responseCode = 0, response = '', command = '' } = error;
  const aboutRecipient = command === 'RCPT TO';
  const permanent = responseCode >= 500 && (aboutRecipient || command === 'DATA');
  const nobody =
    NOBODY.test(response) || (!ENHANCED.test(response) && [550, 551, 553].includes(responseCode));
  const said = response || error.message || error.code || 'unknown';
  return deliveryFault(command ? `${command}: ${said}` : said, {
    permanent,
    bounced: permanent && aboutRecipient && nobody,
    cause: error,
  });
}
