import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Tokens of the services we talk to, wherever they turn up in a line: Slack, OpenAI-style, Groq, Discord, bearer headers. */
const SECRET_PATTERN =
  /\b(?:xox[a-z]-[\w-]+|xapp-[\w-]+|sk-[\w-]{8,}|gsk_\w{8,}|Bearer\s+[\w.~+/=-]{8,}|[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,38})/g;

/** Hides secrets in any text that leaves the process. */
export const redact = (text: string): string => text.replaceAll(SECRET_PATTERN, '[secret]');

/** One JSON line an event on `destination` (stderr unless told: stdout belongs to results). */
export function createLog(
  level: LogLevel,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['token', 'apiKey', 'authorization', '*.token', '*.apiKey', '*.authorization'],
        censor: '[secret]',
      },
      hooks: { streamWrite: redact },
    },
    destination,
  );
}
