/**
 * The customer's door over HTTP. Every call but signing in carries `Authorization: Bearer <portal token>`; staff tokens are
 * strangers here and portal tokens are strangers at `/api` (401 both ways). Refusals have the body of `ErrorBody`; what is
 * not the customer's answers 404 like what does not exist.
 *
 * Signing in (the same verifier dance as staff, see api.ts):
 * - GET  /auth/wechat/start?challenge=&returnTo= → 302 to WeChat (snsapi_base, silent)
 * - GET  /auth/wechat/callback → 302 to `/#/pages/portal/sign-in/index?ticket=…&returnTo=…` or `…?error=<ErrorCode>`
 * - POST /auth/wechat/ticket { ticket, verifier } → SessionAnswer of api.ts, good at `/portal` only
 * - POST /portal/sign-out → 204
 * Keep the token in a storage key of its own, never the staff's.
 *
 * Short addresses (302 into the mini-app), as they stand in messages and QR codes:
 * - /q/:code      → `/#/pages/portal/new/index?code=…`      the QR code on a machine
 * - /p/request/:id → `/#/pages/portal/request/index?id=…`   progress of a request
 * - /p/rate/:id    → `/#/pages/portal/rate/index?id=…`      a survey
 * - /p/new, /p/requests, /p/assets, /p/verify → `/#/pages/portal/{new,requests,assets,verify}/index` (the menu)
 * - /p             → `/#/pages/portal/home/index`
 */
import type { ActionAnswer, FileAnswer, Reference, SessionAnswer } from './api'

/** GET /portal/me; PATCH /portal/me { locale } → the same, in the new language. */
export interface PortalMe {
  /** The contact's name, once verified as one; null for a follower we only know by their openid. */
  name: string | null
  /** The company that the contact or the opened machines belong to; null while unverified. */
  company: string | null
  /** Something of ours is theirs: a contact, a machine or the company view. Without it there is only the verify form. */
  verified: boolean
  /** Staff has opened all of the company's machines and requests to them. */
  companyView: boolean
  /** Whether messages reach them; false: ask them to follow the account. */
  following: boolean
  locale: 'zh-CN' | 'zh-TW' | 'en'
  timeZone: string
  /** Requests that are neither done nor withdrawn. */
  openRequests: number
  assets: number
  /** A rating that is asked for, the oldest first. */
  survey: PortalSurvey | null
}

/** The states of a request; words: `option.serviceRequest.state.<state>`. */
export type PortalRequestState =
  | 'received'
  | 'dispatched'
  | 'accepted'
  | 'onTheWay'
  | 'working'
  | 'done'
  | 'withdrawn'

/** One line of the list of requests. */
export interface PortalRequestRow {
  id: string
  number: string
  title: string
  state: PortalRequestState
  /** Words: `option.serviceRequest.kind.<kind>`. */
  kind: 'fault' | 'maintenance' | 'complaint' | 'suggestion' | 'question'
  asset: { id: string; name: string; serialNumber: string } | null
  createdAt: string
  /** The latest step. */
  updatedAt: string
  stars: number | null
}

/** GET /portal/requests?tab=open|closed&cursor=&limit= (all without tab; 1–50, default 20) : newest first. */
export interface PortalRequestList {
  rows: PortalRequestRow[]
  next: string | null
}

/** A picture or file of a step; `url` is signed, relative to our origin, good for five minutes. */
export interface PortalFile {
  id: string
  fileName: string
  contentType: string
  url: string
}

/** One step of a request, oldest first; words: `portal.step.<kind>`. */
export interface PortalStep {
  id: string
  kind:
    | 'received'
    | 'dispatched'
    | 'undone'
    | 'accepted'
    | 'onTheWay'
    | 'working'
    | 'done'
    | 'withdrawn'
    | 'added'
    | 'urged'
    | 'rated'
  at: string
  /** True for what the customer did. */
  byCustomer: boolean
  /** The engineer of this step. `phone` only for the one who is on it now. */
  who: { name: string; phone: string | null } | null
  /** One sentence in the reader's language ("工程师刘师傅已出发，预计 14:30 到达"). */
  text: string
  words: string | null
  expectedAt: string | null
  files: PortalFile[]
}

/** GET /portal/requests/:id */
export interface PortalRequest extends PortalRequestRow {
  description: string | null
  wantedAt: string | null
  result: string | null
  /** Who has it now, with the number to call; null before dispatch and after the end. */
  engineer: { name: string; phone: string | null } | null
  steps: PortalStep[]
  /** What can be done now: `request.add`, `request.urge`, `request.withdraw`, `survey.answer`. */
  allowed: string[]
  /** `request.urge` → why not now, in the reader's language. */
  blocked: Record<string, string>
  /** Its rating, while it is asked for. */
  survey: PortalSurvey | null
}

/** A machine of the customer's. Dates as YYYY-MM-DD. */
export interface PortalAsset {
  id: string
  number: string
  name: string
  serialNumber: string
  /** What stands in its QR code. */
  code: string
  company: Reference
  deliveredOn: string | null
  warrantyEndsOn: string | null
  serviceDueOn: string | null
  place: string | null
  /** Requests about it that are neither done nor withdrawn. */
  openRequests: number
}

/** GET /portal/assets?cursor=&limit= (1–50, default 20): by name. GET /portal/assets/:id and /portal/assets/by-code/:code → PortalAsset (404: not theirs, offer the verify form). */
export interface PortalAssetList {
  rows: PortalAsset[]
  next: string | null
}

/** A rating that is asked for. */
export interface PortalSurvey {
  id: string
  request: { id: string; number: string; title: string }
  engineer: string | null
  askedAt: string
  expiresAt: string
}

/** GET /portal/surveys/pending: oldest first. GET /portal/surveys/:id → PortalSurvey (404 once answered or expired). */
export interface PortalSurveyList {
  rows: PortalSurvey[]
}

/**
 * POST /portal/actions/:name, header `Idempotency-Key`; body = the action's input (shared/src/actions, those `by` customer):
 * - portal.verify { serialNumber, phoneEnding } → result { asset: id }; always the same refusal `verifyFailed`, `verifyLocked` after five tries
 * - request.file { kind, description, asset?, wantedAt?, files? } → result { id, number }
 * - request.add { request, words?, files? } · request.urge { request } · request.withdraw { request, reason? }
 * - survey.answer { survey, stars, tags?, words? }
 */
export type PortalActionAnswer = ActionAnswer

/** POST /portal/files (multipart, part `file`, ≤ 20 MB) → the uploaded file; its id goes into `files` of an action. */
export type PortalFileAnswer = FileAnswer

/** POST /auth/wechat/ticket → a session of the portal. */
export type PortalSessionAnswer = SessionAnswer

/** POST /portal/jsapi { url } → PageSignature of ports/platform, for the QR scanner of the WeChat JS-SDK. */

/** GET /api/followers?customer=<id>: for staff who may edit the customer; `portal.grantCompany { user, granted }` changes `companyView`. */
export interface FollowersAnswer {
  rows: {
    id: string
    /** The contact's name, else the nickname. */
    name: string | null
    following: boolean
    companyView: boolean
    verifiedAt: string | null
    /** How many machines they have opened. */
    assets: number
  }[]
}

/**
 * GET /api/assets/:id/scene: for staff; a QR code of the official account (draw `url`) that lives for 30 days. Whoever scans it
 * follows the account and is asked about this machine. 404 where there is no official account.
 */
export interface AssetSceneAnswer {
  url: string
  expiresAt: string | null
}
