/** The platform console: audit search and figures. */
export default {} as const satisfies Record<string, string>;
