/** Why a message was not sent, for the outbox: thrown by senders, as anything else they throw is tried again. */
export interface DeliveryFault extends Error {
  code: 'delivery_fault';
  /** The other side will never take it. */
  permanent: boolean;
  /** Nobody is there: the contact is dead, not only this message. */
  bounced: boolean;
  /** Not before so many seconds, if they said so. */
  retryAfterSeconds: number | null;
}

export function deliveryFault(
  message: string,
  {
    permanent = false,
    bounced = false,
    retryAfterSeconds = null,
    cause,
  }: Partial<Pick<DeliveryFault, 'permanent' | 'bounced' | 'retryAfterSeconds' | 'cause'>> = {},
): DeliveryFault {
  const error = new Error(withoutAddresses(message), cause === undefined ? {} : { cause });
  return Object.assign(error, { code: 'delivery_fault' as const, permanent, bounced, retryAfterSeconds });
}

export function isDeliveryFault(error: unknown): error is DeliveryFault {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'delivery_fault';
}

/** Mail servers repeat the recipient in their answers; a log is no place for it. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/<?[^\s<>]+@[^\s<>]+>?/g, '<…>').replaceAll(/\+?\d{9,}/g, '…');
}
