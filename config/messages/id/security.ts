/** The account's own credentials: password, authenticators, recovery codes. */
export default {} as const satisfies Record<string, string>;
