/** A page of the administration: `settings/roles` lies at `/pages/settings/roles/index`. */
export type SettingPage = 'settings' | `settings/${string}`

/** Every page, with its parameters. */
export type Route =
  | { page: 'home'; tab?: string }
  | { page: 'record'; object: string; id: string; focus?: string }
  | { page: 'form'; object: string; id?: string; prefill?: string }
  | { page: 'list'; object: string; field?: string; value?: string; title?: string }
  | { page: 'pool'; id: string }
  | { page: 'approvals'; tab?: string }
  | { page: 'pool-reviews'; tab?: string }
  | { page: 'approval'; id: string }
  | { page: SettingPage; id?: string; tab?: string; object?: string }
  | { page: 'segments'; id?: string }
  | { page: 'sign'; id: string }
  | { page: 'merge'; id: string; other?: string }
  | { page: 'overview'; id: string }
  | { page: 'bin'; object?: string }
  | { page: 'operation'; id: string }
  | { page: 'operations' }
  | { page: 'collisions'; object?: string; id?: string; request?: string }
  | { page: 'import'; object?: string; id?: string }
  | {
      page: 'sign-in'
      returnTo?: string
      ticket?: string
      error?: string
      wait?: string
      reset?: string
      setUp?: string
    }

/** The address of a page inside the app: `/pages/record/index?object=customer&id=…`. */
export function addressOf({ page, ...parameters }: Route): string {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
  return `/pages/${page}/index${query ? `?${query}` : ''}`
}

const special: Record<string, (id: string) => Route> = {
  approval: id => ({ page: 'approval', id }),
  pool: id => ({ page: 'pool', id }),
  accessRequest: id => ({ page: 'settings/access-requests', id }),
  operation: id => ({ page: 'operation', id }),
}

/** The lists that have a page of their own; other objects share one. */
const lists: Record<string, Route> = {
  approval: { page: 'approvals' },
  customer: { page: 'home', tab: 'customers' },
  pool: { page: 'home', tab: 'pools' },
  serviceRequest: { page: 'home', tab: 'service' },
  workOrder: { page: 'home', tab: 'service' },
}

/**
 * What the server asks to open: "customer:<id>" (also approval, pool), "followUp:customer:<id>" (also "followUp:new:…": the record, ready to
 * write), an object's name (its list), or an address of the app ("/pages/…", with or without "/#").
 */
export function routeOf(target: string): Route | string {
  if (target.startsWith('/') || target.startsWith('#')) return target.replace(/^\/?#/, '')
  const [first = '', second, third, fourth] = target.split(':')
  if (second === undefined) return lists[first] ?? { page: 'list', object: first }
  if (first === 'followUp' && second === 'new' && third && fourth)
    return { page: 'record', object: third, id: fourth, focus: 'composer' }
  if (first === 'followUp' && third) return { page: 'record', object: second, id: third, focus: 'composer' }
  return special[first]?.(second) ?? { page: 'record', object: first, id: second }
}

/** Pages of the administration stand alone: in a wide window they take the whole width beside the rail. */
export function isSettingRoute(route: Route): route is Extract<Route, { page: SettingPage }> {
  return route.page === 'settings' || route.page.startsWith('settings/')
}
