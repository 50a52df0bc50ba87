import pino from 'pino';
import type { DestinationStream, Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Names under which a secret could slip into a log object, at the top or one level down. */
const secretNames = [
  'password',
  'currentPassword',
  'newPassword',
  'confirmPassword',
  'code',
  'emailCode',
  'smsCode',
  'recoveryCode',
  'nik',
  'secret',
  'token',
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'code_verifier',
  'cookie',
  'authorization',
];

/** Structured logs, one JSON object a line. Secrets are taken out by name, personal numbers by shape. */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
    hooks: { streamWrite: maskNumbers },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** NIP (18 digits) and NIK (16 digits) keep their last four wherever they stand, error messages included. */
function maskNumbers(line: string): string {
  return line.replace(/(?<![0-9A-Za-z_-])\d{12,14}(\d{4})(?![0-9A-Za-z_-])/g, '…$1');
}
