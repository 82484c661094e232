/** `Bearer` and a token, with nothing before, between or after: whatever reads the header reads the same. */
const form = /^Bearer ([\w-]{1,100})$/

/** The token of an Authorization header; undefined for anything else. */
export function bearerToken(header: string): string | undefined {
  return form.exec(header)?.[1]
}
