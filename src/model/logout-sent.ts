import type { Kv } from '../platform/kv.ts';

/** One that arrives leaves no row (logout-health.ts): without this mark a client that was never told would look like one that always was. */
export const LOGOUT_SENT_DAYS = 30;

const keyOf = (clientId: string) => `logout-sent:${clientId}`;

/** A client was told of a logout, or tried to be. For people to read alone: where it cannot be kept the logout goes on. */
export async function noteLogoutSent(kv: Pick<Kv, 'set'>, clientId: string, at: number): Promise<void> {
  await kv.set(keyOf(clientId), String(at), LOGOUT_SENT_DAYS * 86_400).catch(() => {});
}

/** When the last one was sent (epoch ms); null: none within the days that the mark is kept. */
export async function lastLogoutSent(kv: Pick<Kv, 'get'>, clientId: string): Promise<number | null> {
  const stored = await kv.get(keyOf(clientId));
  return stored === null ? null : Number(stored);
}
