import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  circuitBreaker,
  handleWhenResult,
  retry,
} from 'cockatiel';

/** Why nothing is known: no answer in time, no answer or a fault of theirs, told to come back later, not understood. */
export type AwayReason = 'slow' | 'down' | 'busy' | 'odd';
export type Away = { kind: 'away'; reason: AwayReason; retryAfterSeconds: number | null };
/** They understood: 2xx, 404 or 409, as JSON. Whatever else comes back says nothing about what was asked. */
export type Reply = { kind: 'answered'; status: number; body: unknown } | Away;

export interface OutgoingFigures {
  /** Of one try, its body included. */
  readonly timeoutSeconds: number;
  /** Of all tries together: somebody waits. */
  readonly totalSeconds: number;
  readonly tries: number;
  readonly firstBackoffSeconds: number;
  /** So many failed tries in a row open the breaker, for so long. */
  readonly breakAfterFailures: number;
  readonly breakSeconds: number;
}

export interface OutgoingOptions {
  /** Null: not there yet, which is as good as down. */
  address: () => { url: string; token: string } | null;
  figures: OutgoingFigures;
  onOutcome?: (outcome: 'answered' | AwayReason | 'broken', seconds: number) => void;
  /** The breaker opened (nobody is asked any more) or closed (they answer again). */
  onBreaker?: (state: 'open' | 'closed') => void;
}

export interface OutgoingRequest {
  method: 'GET' | 'POST';
  /** Begins with a slash; whoever builds it encodes what is not his own. */
  path: string;
  body?: unknown;
}

export interface Outgoing {
  /** Never throws for a fault of the other side. */
  ask(request: OutgoingRequest): Promise<Reply>;
}

const MAX_BYTES = 64 * 1024;
/** Beyond an hour it is a mistake, or a way to keep us away. */
const LONGEST_RETRY_AFTER_SECONDS = 3600;

/**
 * JSON over HTTP to a system of somebody else: time limits, retries with jittered back-off (RFC 9110 §10.2.3 Retry-After where it
 * is short enough to wait for), and a circuit breaker around every try. Redirects are refused: the token goes to one host.
 */
export function createOutgoing({ address, figures, onOutcome, onBreaker }: OutgoingOptions): Outgoing {
  const breaker = createBreaker(figures, onBreaker);
  return {
    async ask(request) {
      const started = performance.now();
      const left = () => figures.totalSeconds - (performance.now() - started) / 1000;
      const again = createRetry(figures, left);
      let broken = false;
      const tryOnce = async (): Promise<Reply> => {
        const place = address();
        if (!place) return away('down', null, true);
        try {
          return await breaker.execute(() => send(place, request, Math.min(figures.timeoutSeconds, left())));
        } catch (error) {
          if (!(error instanceof BrokenCircuitError)) throw error;
          broken = true;
          return away('down', figures.breakSeconds, true);
        }
      };
      const { final: _final, ...reply } = (await again.execute(tryOnce)) as Reply & { final?: boolean };
      const outcome = broken ? 'broken' : reply.kind === 'away' ? reply.reason : 'answered';
      onOutcome?.(outcome, (performance.now() - started) / 1000);
      return reply as Reply;
    },
  };
}

function createBreaker(figures: OutgoingFigures, onBreaker: OutgoingOptions['onBreaker']) {
  const breaker = circuitBreaker(
    handleWhenResult((result) => (result as Reply).kind === 'away'),
    {
      halfOpenAfter: figures.breakSeconds * 1000,
      breaker: new ConsecutiveBreaker(figures.breakAfterFailures),
    },
  );
  let open = false;
  breaker.onStateChange((state) => {
    // Half open is a try; it is told once how that went, not each time.
    if (state === CircuitState.HalfOpen || (state === CircuitState.Open) === open) return;
    open = state === CircuitState.Open;
    onBreaker?.(open ? 'open' : 'closed');
  });
  return breaker;
}

interface FailedTry extends Away {
  /** Another try would end alike. */
  final?: boolean;
}

/** Tries again where that may help and its wait fits into the time that is left. */
function createRetry(figures: OutgoingFigures, left: () => number) {
  let failed = 0;
  let wait = 0;
  const worth = (result: unknown): boolean => {
    const reply = result as Reply & { final?: boolean };
    if (reply.kind !== 'away' || reply.final) return false;
    // Half to all of it, so that those who failed together do not come back together.
    const backoff = figures.firstBackoffSeconds * 2 ** failed * (0.5 + Math.random() / 2);
    failed += 1;
    wait = Math.max(backoff, reply.retryAfterSeconds ?? 0);
    return wait < left();
  };
  return retry(handleWhenResult(worth), {
    maxAttempts: figures.tries - 1,
    backoff: new DelegateBackoff(() => wait * 1000),
  });
}

function away(reason: AwayReason, retryAfterSeconds: number | null = null, final = false): FailedTry {
  return { kind: 'away', reason, retryAfterSeconds, ...(final && { final }) };
}

async function send(
  address: { url: string; token: string },
  { method, path, body }: OutgoingRequest,
  seconds: number,
): Promise<Reply> {
  // Whole milliseconds, and outside of the net below: a fault of ours is none of theirs.
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(seconds * 1000)));
  try {
    const response = await fetch(address.url.replace(/\/+$/, '') + path, {
      method,
      redirect: 'manual',
      signal,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${address.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await read(response);
  } catch (error) {
    return away((error as { name?: string }).name === 'TimeoutError' ? 'slow' : 'down');
  }
}

async function read(response: Response): Promise<Reply> {
  const { status } = response;
  const fault = faultOf(response);
  if (fault) {
    await response.body?.cancel();
    return fault;
  }
  const text = await boundedText(response);
  if (text === null) return away('odd', null, true);
  try {
    return { kind: 'answered', status, body: JSON.parse(text) as unknown };
  } catch {
    return away('odd');
  }
}

/** A 404 that is no JSON comes from a gateway on the way, and says nothing about what was asked. */
function faultOf(response: Response): FailedTry | null {
  const { status } = response;
  const retryAfter = retryAfterOf(response);
  if (status === 429) return away('busy', retryAfter);
  if (status >= 500) return away('down', retryAfter);
  const understood = (status >= 200 && status < 300) || status === 404 || status === 409;
  // Our token, our request, or another address: asking the same again changes nothing.
  if (!understood) return away('odd', null, true);
  return isJson(response) ? null : away('odd');
}

function isJson({ headers }: Response): boolean {
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  return /^application\/(?:[\w.-]+\+)?json$/i.test(type.trim());
}

/** Seconds or a date (RFC 9110 §10.2.3). */
function retryAfterOf({ headers }: Response): number | null {
  const value = headers.get('retry-after')?.trim();
  if (!value) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return null;
  return Math.min(Math.max(0, Math.ceil(seconds)), LONGEST_RETRY_AFTER_SECONDS);
}

/** Null where it is longer than anything we ask for. */
async function boundedText(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    // Leaving the loop cancels what is still to come.
    if (bytes > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
