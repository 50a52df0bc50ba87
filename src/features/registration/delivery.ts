import type { Channel, DeliveryStatus } from '../../model/outbox.ts';
import type { Delivery } from '../../platform/http/page-locals/registration.ts';

/** How the newest message of a channel stands. */
export function newest(deliveries: readonly DeliveryStatus[], channel: Channel): Delivery | null {
  const found = deliveries.find((delivery) => delivery.channel === channel);
  return found ? { state: found.state, at: found.at.getTime() } : null;
}
