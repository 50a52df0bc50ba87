/** The account: profile, language and appearance, export of one's own data. */
export default {} as const satisfies Record<string, string>;
