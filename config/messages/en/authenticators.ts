/** The account: authenticators, a second one, names. */
export default {} as const satisfies Record<string, string>;
