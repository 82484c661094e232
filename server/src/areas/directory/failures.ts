import { PlatformError } from '@gonghai/shared/ports/errors'

/** Why a directory could not be read; title and what to click stand in i18n under `organisation.directory.failure`. */
export type ReadFailure =
  | 'empty'
  | 'noPeople'
  | 'addressList'
  | 'permission'
  | 'token'
  | 'throttled'
  | 'transient'
  | 'nonsense'
  | 'input'

/** Codes whose cure is another than that of their class. */
const byCode: Readonly<Record<string, ReadFailure>> = {
  // the secret of "contacts sync" may not read from new addresses
  'wecom 48009': 'permission',
  'wecom 48002': 'permission',
  'wecom 60011': 'permission',
  'wecom 60020': 'addressList',
  'wecom 60123': 'permission',
  'wecom 40001': 'token',
  'wecom 40013': 'token',
  'wecom 42001': 'token',
  'dingtalk 60020': 'addressList',
  'dingtalk 60011': 'permission',
  'dingtalk 88': 'permission',
  'dingtalk 50004': 'permission',
  'dingtalk 40096': 'token',
}

const byClass: Partial<Record<PlatformError['failure'], ReadFailure>> = {
  token: 'token',
  throttled: 'throttled',
  quota: 'throttled',
  transient: 'transient',
  unknown: 'transient',
  permission: 'permission',
  addressList: 'addressList',
}

/** The row of the table for an error of a platform's client. Anything else is thrown on: it is our fault. */
export function readFailure(error: unknown): { failure: ReadFailure; code: string } {
  if (!(error instanceof PlatformError)) throw error
  const known = byCode[`${error.platform} ${error.code}`]
  return { failure: known ?? byClass[error.failure] ?? 'input', code: error.code }
}
