/** Where the page keeps its language; the phones' web views, of the same origin, take it as their host's. */
export const languageKey = 'gonghai.sandbox.language'
