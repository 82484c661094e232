/** Every page of the customers' door, with its parameters. */
export type PortalRoute =
  | { page: 'home' }
  | { page: 'new'; code?: string; asset?: string; kind?: string }
  | { page: 'requests' }
  | { page: 'request'; id: string }
  | { page: 'rate'; id: string }
  | { page: 'assets' }
  | { page: 'verify' }
  | { page: 'sign-in'; returnTo?: string; ticket?: string; error?: string; wait?: string }

/** The address of a page of the customers' door inside the app: `/pages/portal/request/index?id=…`. */
export function portalAddress({ page, ...parameters }: PortalRoute): string {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
  return `/pages/portal/${page}/index${query ? `?${query}` : ''}`
}
