import type { PlatformFailure } from '@gonghai/shared/ports/errors'

/** What a code means for the caller. */
export interface Classified {
  failure: PlatformFailure
  retryAfterMs?: number
}

const MINUTE_MS = 60_000

/** The official account's codes by what may be done about them; a code that is not here means that we sent something wrong. */
const CODES: Partial<Record<PlatformFailure, readonly number[]>> = {
  token: [40001, 40014, 41001, 42001],
  transient: [-1],
  // Of one API and one day; no time is given, as an administrator may clear it any moment.
  quota: [45009],
  recipient: [40003, 43004, 43005, 43019, 43101, 48002, 50005],
  window: [45015, 45047],
  spent: [40029, 40030, 40163, 42002, 42003, 42007],
  addressList: [40164, 61004, 89501, 89503, 89506, 89507],
  permission: [
    40002, 40013, 40036, 40037, 40125, 40243, 41002, 41004, 48001, 48004, 48006, 50001, 50002, 50004, 50007,
    61024,
  ],
}

const THROTTLED: Record<number, number> = { 45011: MINUTE_MS, 45033: 1_000, 45066: MINUTE_MS }

const TABLE = new Map<number, Classified>([
  ...Object.entries(CODES).flatMap(([failure, codes]) =>
    codes.map((code): [number, Classified] => [code, { failure: failure as PlatformFailure }]),
  ),
  ...Object.entries(THROTTLED).map(([code, retryAfterMs]): [number, Classified] => [
    Number(code),
    { failure: 'throttled', retryAfterMs },
  ]),
])

/**
 * What a non-zero `errcode` of the official account means. WeCom uses other meanings for the same numbers.
 * @param carriesToken whether the call went out with the account's token: without one, 40001 means the app secret
 */
export function classifyWechat(code: number, carriesToken: boolean): Classified {
  const classified = TABLE.get(code) ?? { failure: 'input' }
  return classified.failure === 'token' && !carriesToken ? { failure: 'permission' } : classified
}
