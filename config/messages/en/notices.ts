/** Notices of new devices, the end of a session, shared devices. */
export default {} as const satisfies Record<string, string>;
