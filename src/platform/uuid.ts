const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As the database writes them (RFC 9562): what has another form names nothing of ours, and goes nowhere near a query. */
export const isUuid = (text: string): boolean => UUID.test(text);
