/** The account's sessions, applications, activity, data and language. */
export default {} as const satisfies Record<string, string>;
