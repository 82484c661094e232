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
  duplicateForbidden: { status: 409 },
  possibleDuplicate: { status: 409 },
  duplicateAnswered: { status: 409 },
  notTheirsNow: { status: 409 },
  nobodyToAsk: { status: 409 },
  ownRecord: { status: 409 },
  numberPattern: { status: 422 },
  numberTaken: { status: 409 },
  numberNotAllowed: { status: 422 },
  tooManyRequests: { status: 429, retry: true },
  busy: { status: 503, retry: true },
  // roles and access
  roleProtected: { status: 409 },
  roleInUse: { status: 409 },
  moreThanOwn: { status: 403 },
  outranked: { status: 403 },
  widensReach: { status: 403 },
  alreadyAnswered: { status: 409 },
  notOpenable: { status: 409 },
  kindNotAllowed: { status: 403 },
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
  undoLimit: { status: 409 },
  discardNotAllowed: { status: 403 },
  wrongPoolKind: { status: 409 },
  lastDefaultPool: { status: 409 },
  poolInUse: { status: 409 },
  noDeadline: { status: 409 },
  extensionAsked: { status: 409 },
  extensionLapsed: { status: 409 },
  nothingAsked: { status: 409 },
  handsChanged: { status: 409 },
  lockLimit: { status: 409 },
  assignNotAllowed: { status: 403 },
  notInGroup: { status: 403 },
  reviewWaits: { status: 409 },
  claimantLimited: { status: 409 },
  recordLocked: { status: 409 },
  customerUnreviewed: { status: 409 },
  nothingToReview: { status: 409 },
  // relations
  notOwned: { status: 409 },
  alreadyTheirs: { status: 409 },
  ownerInTeam: { status: 409 },
  cannotJoin: { status: 409 },
  notInTeam: { status: 409 },
  leadClosed: { status: 409 },
  leadOpen: { status: 409 },
  leadConverted: { status: 409 },
  sameCustomer: { status: 409 },
  tagInUse: { status: 409 },
  tagUnfit: { status: 409 },
  notYourSegment: { status: 403 },
  relatedToItself: { status: 409 },
  relationCircle: { status: 409 },
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
  // customers
  alreadySigned: { status: 409 },
  severalPartners: { status: 409 },
  partnerExists: { status: 409 },
  noOwner: { status: 409 },
  nameTaken: { status: 409 },
  ownerBinned: { status: 409 },
  merged: { status: 409 },
  mergeSelf: { status: 400 },
  mergeInApproval: { status: 409 },
  differentPartners: { status: 409 },
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
  // tables: the company's own fields, views
  formulaInvalid: { status: 400 },
  tooManyFields: { status: 409 },
  tooManySortable: { status: 409 },
  kindNotConvertible: { status: 409 },
  fieldInFormula: { status: 409 },
  tooManyViews: { status: 409 },
  // organisation, people, directory, passwords
  tooDeep: { status: 409 },
  circle: { status: 409 },
  departmentNotEmpty: { status: 409 },
  positionFilled: { status: 409 },
  notYourself: { status: 409 },
  lastAdministrator: { status: 409 },
  neverLeft: { status: 409 },
  stillActive: { status: 409 },
  alreadyLinked: { status: 409 },
  nothingToHandOver: { status: 409 },
  receiverNeeded: { status: 400 },
  notTheirs: { status: 409 },
  runNotReady: { status: 409 },
  alreadyReading: { status: 409 },
  confirmNumber: { status: 409 },
  itemGone: { status: 409 },
  departmentNotTaken: { status: 409 },
  wrongPassword: { status: 401 },
  loginLocked: { status: 429, retry: true },
  noMobile: { status: 409 },
  weakPassword: { status: 400 },
  codeSpent: { status: 409 },
  notAdministrator: { status: 403 },
  // tables
  importNotReady: { status: 409 },
  importHasErrors: { status: 409 },
  exportTooMany: { status: 409 },
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
  /** What may be shown besides: `hits` of duplicates (DuplicateHit[]). */
  details?: Record<string, unknown>
  requestId?: string
}
