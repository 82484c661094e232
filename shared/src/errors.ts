/** How the world outside sees a refusal: one row per code. Texts stand in i18n under `error.<code>`. */
interface ErrorForm {
  /** HTTP status of the answer. */
  status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503
  /** Repeating the same call later may succeed. */
  retry?: true
}

const table = {
  // the pipeline
  invalidInput: { status: 400 },
  unknownField: { status: 400 },
  malformedBody: { status: 400 },
  bodyTooLarge: { status: 413 },
  unsupportedType: { status: 415 },
  notSignedIn: { status: 401 },
  signInFailed: { status: 401 },
  notLinked: { status: 403 },
  notPermitted: { status: 403 },
  notFound: { status: 404 },
  unknownAction: { status: 404 },
  staleVersion: { status: 409 },
  keyReused: { status: 422 },
  frozen: { status: 409 },
  duplicateValue: { status: 409 },
  tooManyRequests: { status: 429, retry: true },
  busy: { status: 503, retry: true },
  // pools
  alreadyClaimed: { status: 409 },
  alreadyOwned: { status: 409 },
  notInPool: { status: 409 },
  notPoolMember: { status: 403 },
  claimNotAllowed: { status: 403 },
  holdLimit: { status: 409 },
  assigneeFull: { status: 409 },
  dayLimit: { status: 409 },
  recordLimit: { status: 409 },
  noPool: { status: 409 },
  cannotOwn: { status: 409 },
  tooLateToUndo: { status: 409 },
  // approvals
  alreadyDecided: { status: 409 },
  notYourTurn: { status: 403 },
  contentChanged: { status: 409 },
  noApprovers: { status: 409 },
  notSubmittable: { status: 409 },
  reasonNeeded: { status: 400 },
  // sales
  productUnlisted: { status: 409 },
  emptyContract: { status: 409 },
  inUse: { status: 409 },
  // service and portal
  notVerified: { status: 403 },
  verifyFailed: { status: 422 },
  verifyLocked: { status: 429, retry: true },
  requestClosed: { status: 409 },
  nothingToAdd: { status: 400 },
  urgedAlready: { status: 409 },
  alreadyDispatched: { status: 409 },
  notDispatched: { status: 409 },
  workBegun: { status: 409 },
  orderClosed: { status: 409 },
  wrongStep: { status: 409 },
  answeredAlready: { status: 409 },
  surveyExpired: { status: 409 },
  pastTime: { status: 400 },
} as const satisfies Record<string, ErrorForm>

/** Every way in which Gonghai says no. */
export type ErrorCode = keyof typeof table

/** The outward form of each refusal. */
export const errorTable: Record<ErrorCode, ErrorForm> = table

/** One wrong field: where, and why, in words of `error.field.<rule>`. */
export interface FieldIssue {
  /** `lines.0.quantity` */
  path: string
  rule:
    | 'required'
    | 'type'
    | 'tooLong'
    | 'tooSmall'
    | 'tooLarge'
    | 'option'
    | 'format'
    | 'unknown'
    | 'missingRecord'
    | 'duplicate'
  params?: Record<string, string | number>
}

/** An error as it travels: HTTP body, toast and chat reply are made from it. */
export interface ErrorBody {
  code: ErrorCode | 'internal'
  /** In the reader's language. */
  message: string
  params?: Record<string, string | number>
  fields?: (FieldIssue & { message: string })[]
  requestId?: string
}
