import { PlatformError } from '@gonghai/shared/ports/errors'

/** Throws an `input` error for a copy id that a platform would refuse. */
export function checkCopyId(platform: string, method: string, copyId: string): void {
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(copyId)) throw new PlatformError(platform, method, 'input', 'copy id')
}

/** Throws an `input` error for what is not one person: lists and `@all` would reach many. */
export function checkRecipient(platform: string, method: string, userId: string): void {
  if (!/^[^\s|,;/@][^\s|,;/]{0,63}$/.test(userId))
    throw new PlatformError(platform, method, 'input', 'recipient')
}
