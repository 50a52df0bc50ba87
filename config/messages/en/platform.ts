/** The platform console: requests, officers, keys, lockouts, outbox, emergencies. */
export default {} as const satisfies Record<string, string>;
