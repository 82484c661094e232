import type { Locale } from '@gonghai/shared/i18n'
import type { DefaultContext, ParameterizedContext } from 'koa'
import type { CustomerActor, EmployeeActor } from '../kernel/actor'

/** What the middleware found out about a request. */
export interface RequestState {
  requestId: string
  /** The session's language, else the client's. */
  locale: Locale
  /** The route's pattern, for metrics; never the address itself. */
  route?: string
}

/** What a route behind the session check has besides. */
export interface SignedInState extends RequestState {
  actor: EmployeeActor
  sessionId: string
  platform: string
}

/** What a route behind the portal's session check has besides. */
export interface PortalState extends RequestState {
  actor: CustomerActor
  sessionId: string
}

/** The context of a handler that stands apart from its route. */
export type HttpContext<S extends RequestState = RequestState> = ParameterizedContext<S, DefaultContext>
