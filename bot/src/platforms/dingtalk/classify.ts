import type { PlatformFailure } from '@gonghai/shared/ports/errors'

/** What a code means for the caller. */
export interface Classified {
  failure: PlatformFailure
  retryAfterMs?: number
}

const SECOND_MS = 1000

/** How long an egress address stays banned after too many calls. */
export const BAN_MS = 300_000

/** Codes that say that DingTalk itself ran out of time: what we asked for may have been done. */
const TIMED_OUT = /^(15|88|service\.timeout)$/

/** DingTalk's codes of both hosts by what may be done about them; the first rule that fits counts, none = our mistake. */
const RULES: readonly [RegExp, PlatformFailure, number?][] = [
  [/^(40000|40001|40014|42001|InvalidAuthentication|accesstoken\.expired)$/, 'token'],
  [/^AuthenticationFailed\.MissingParameter$/, 'token'],
  [/^(9000[1-9]|9001[0-4]|90018|14310[34]|410100|660026)$/, 'throttled', SECOND_MS],
  [/^Forbidden\.AccessDenied\.Qp[sm]/, 'throttled', SECOND_MS],
  [
    /^(qps\.exceed\.limit|request\.too\.fast|send\.too\.?fast|send\.byToken\.tooFast|too\.many\.|Throttling)/,
    'throttled',
    SECOND_MS,
  ],
  [/^(90020|143105|daily\.call\.limit|integrated\.qps\.exceed|flowLimit)$/, 'quota'],
  [/^Forbidden\.AccessDenied\.ApiCount/, 'quota'],
  [/^(-1|system\.?busy|system\.?error|serviceBusy|server\.error|unknownError)$/i, 'transient'],
  [/^(60020|Forbidden\.AccessDenied\.IpNotInWhiteList)$/, 'addressList'],
  [
    /^(60011|40089|40096|43007|permissions\.error|apiPermissionDenied|invalidClientIdOrSecret)$/,
    'permission',
  ],
  [
    /^(invalid\.client|unauthorized\.client|bot\.stopped|chatbotId\.notAllow\.sendOTO|robot\.oto\.notExist)$/,
    'permission',
  ],
  [
    /^(Forbidden\.|invalidParameter\.robotCode\.|param\.template(NotExist|Unpublished)$|template\.stopped$)/,
    'permission',
  ],
  [/^(50002|50004|33012|60121|60003|40104|staffId\.notExisted|param\.userIdNotExist)$/, 'recipient'],
  [/^(40078|42008|40102)$|authCode/i, 'spent'],
]

/** What a code of DingTalk means. @param writes whether the call may have changed something */
export function classifyDingtalk(code: string, writes: boolean): Classified {
  if (TIMED_OUT.test(code)) return { failure: writes ? 'unknown' : 'transient' }
  const rule = RULES.find(([pattern]) => pattern.test(code))
  return rule ? { failure: rule[1], retryAfterMs: rule[2] } : { failure: 'input' }
}
