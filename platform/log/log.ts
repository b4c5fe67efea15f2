import pino, { type DestinationStream, type Logger } from 'pino';

/** A structured log line's writer. `log.child({ room: 'dispatch' })` for a part of the house. */
export type Log = Logger;
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

const SECRET_NAMES = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'secret',
  'authorization',
  'cookie',
  'databaseUrl',
  'link',
  'idNumber',
  'phone',
  'email',
];
const REDACTED = [
  ...SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
];

/** JSON lines on stderr, so that stdout stays for people. Secrets and personal identity never reach a line. */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination(2)): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED, censor: '[hidden]' },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

/** For tests and one-shot commands. */
export const silentLog = (): Log => pino({ level: 'silent' });
