import type {
  AdministratorsAnswer,
  ChartAnswer,
  DirectoryAnswer,
  DirectoryRunAnswer,
  HoldsAnswer,
  LoginsAnswer,
  PeopleListAnswer,
  PersonAnswer,
} from '@gonghai/shared/client/organisation-api'
import { call } from '../../lib/http'

const word = encodeURIComponent

/** A query string of what is given. */
const asked = (parts: Record<string, string | number | undefined>) => {
  const pairs = Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')
  return pairs.length ? `?${pairs.map(([name, value]) => `${name}=${word(String(value))}`).join('&')}` : ''
}

/** What the pages of the organisation ask the server; shapes in `shared/client/organisation-api.ts`. */
export const organisationCalls = {
  chart: () => call<ChartAnswer>('GET', '/api/organisation/chart'),
  people: (query: Record<string, string | undefined>) =>
    call<PeopleListAnswer>('GET', `/api/organisation/people${asked(query)}`),
  person: (id: string) => call<PersonAnswer>('GET', `/api/organisation/people/${word(id)}`),
  holds: (id: string) => call<HoldsAnswer>('GET', `/api/organisation/people/${word(id)}/holds`),
  directory: () => call<DirectoryAnswer>('GET', '/api/organisation/directory'),
  run: (id: string, query: { kind?: string; after?: number }) =>
    call<DirectoryRunAnswer>('GET', `/api/organisation/directory/${word(id)}${asked(query)}`),
  logins: (query: { after?: string; only?: string }) =>
    call<LoginsAnswer>('GET', `/api/security/logins${asked(query)}`),
  administrators: () => call<AdministratorsAnswer>('GET', '/api/security/administrators'),
  setPassword: (password: string, current?: string) =>
    call<null>('POST', '/api/security/password', { password, ...(current ? { current } : {}) }),
  reset: (employee: string) =>
    call<{ link: string; name: string; expiresAt: string }>('POST', '/api/security/reset', { employee }),
  unlock: (employee: string) => call<null>('POST', '/api/security/unlock', { employee }),
  linkCode: () => call<{ code: string; expiresAt: string }>('POST', '/api/security/link-code', {}),
}
