import type { PlatformFailure } from '@gonghai/shared/ports/errors'

/** What a code means for the caller. */
export interface Classified {
  failure: PlatformFailure
  retryAfterMs?: number
}

const MINUTE_MS = 60_000

/** WeCom's codes by what may be done about them; a code that is not here means that we sent something wrong. */
const CODES: Partial<Record<PlatformFailure, readonly number[]>> = {
  token: [40014, 41001, 42001, 40001, 40093, 42012],
  transient: [-1, 6000, 41096],
  recipient: [40003, 40031, 43004, 46004, 50002, 60021, 60030, 60111, 81013, 84061, 301021],
  spent: [40029, 42003, 42022, 60140],
  addressList: [60020],
  permission: [
    40013, 40056, 40091, 41002, 41004, 43012, 48001, 48002, 48004, 48005, 48006, 48009, 49004, 50001, 50003,
    60011, 60031, 80001, 81011, 84074, 85005, 86008, 301002, 301007, 701008,
  ],
}

/** WeCom does not say which window was overrun: the minute is the shortest, and a longer block answers the same again. */
const THROTTLED: Record<number, number> = { 45009: MINUTE_MS, 45011: MINUTE_MS, 45033: 1_000 }

const TABLE = new Map<number, Classified>([
  ...Object.entries(CODES).flatMap(([failure, codes]) =>
    codes.map((code): [number, Classified] => [code, { failure: failure as PlatformFailure }]),
  ),
  ...Object.entries(THROTTLED).map(([code, retryAfterMs]): [number, Classified] => [
    Number(code),
    { failure: 'throttled', retryAfterMs },
  ]),
])

/** What a non-zero `errcode` of WeCom means. The official account uses other meanings for the same numbers. */
export function classifyWecom(code: number): Classified {
  return TABLE.get(code) ?? { failure: 'input' }
}
