import { PlatformError } from '@gonghai/shared/ports/errors'

/** The address as it is: one can't be cut, so a wrong or too long one is our fault and refused before the platform does it. */
export function checkUrl(platform: string, method: string, url: string, maxBytes: number): string {
  if (/^https?:\/\//i.test(url) && Buffer.byteLength(url) <= maxBytes) return url
  throw new PlatformError(platform, method, 'input', 'card url')
}
