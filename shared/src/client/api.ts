/** The HTTP API as the mini-app sees it: shapes of requests and answers. Paths are relative to the server's origin. */
import type { ErrorBody } from '../errors'
import type { Fields, ObjectName } from '../objects/declare'
import type { DayCount, Period } from '../rules/relative-dates'
import type { Countdown } from './clock-api'

/** A value as it travels: money, decimals and percents as strings, times as ISO 8601 in UTC, dates as YYYY-MM-DD. */
export type Value = string | number | boolean | null | string[] | Record<string, unknown>[]

/** What a reference points to, resolved for display. `hidden` where the reader may not see the target's name. */
export interface Reference {
  id: string
  name: string
  hidden?: true
  /** Of a tag: a name of the palette. */
  color?: string
}

/** What belongs to a record and was found by the words of a search; name '' where it is masked. */
export interface FoundThrough {
  object: ObjectName
  id: string
  name: string
}

/** A record as the reader may see it. */
export interface RecordView {
  id: string
  object: ObjectName
  number?: string
  version: number
  /** The title field's value. */
  title: string
  values: Record<string, Value>
  /** Display names by field for reference, record and people fields; `lines.0.product` inside lines. */
  references: Record<string, Reference | Reference[]>
  createdAt: string
  createdBy: Reference | null
  updatedAt: string
  /** Listed, but not open to this reader: only what names it is given, and its detail answers 403. */
  restricted?: true
  /** Fields that are shown masked to this reader ("138****2046"). */
  masked: string[]
  /** Actions that this reader may take on this record now. */
  allowed: string[]
  /** Actions the reader's role has, but which are impossible just now, with the reason in the reader's language. */
  blocked: Record<string, string>
  /** A pending approval, if any. */
  approval?: ApprovalView
  /** The nearest deadline of a customer or lead that a pool's rule watches, for whoever may open it. */
  countdown?: Countdown
  /** In lists that were searched: the contact that the words found, where one did. */
  foundThrough?: FoundThrough
}

export type Condition =
  | { field: string; op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains'; value: Value }
  | { field: string; op: 'in'; value: (string | number)[] }
  | { field: string; op: 'empty' | 'notEmpty' }
  /** Days as the asker's calendar counts them on the day of the call; see rules/relative-dates. */
  | { field: string; op: DayCount; value: number }
  | { field: string; op: 'period'; value: Period }
  /** Of people: who asks, and whose superior the asker is. */
  | { field: string; op: 'isMe' | 'isMyReport' }
export type Filter = Condition | { and: Filter[] } | { or: Filter[] }

/** POST /api/records/:object/query */
export interface ListQuery {
  filter?: Filter
  /** Words of the search box: name, pinyin, initials, phone ending, number. */
  search?: string
  /** A sortable field, `-` first for descending; default the object's order. */
  sort?: string
  cursor?: string
  /** 1–100, default 20. */
  limit?: number
  /** Which records: mine (own), team (mine and those below me), all in scope (default), or those of one pool. */
  tab?: 'mine' | 'group' | 'all' | { pool: string }
}
export interface ListAnswer {
  rows: RecordView[]
  next: string | null
  /** Number found, capped at 1,000 ("999+"). */
  count: number
  /** Pool lists only: the reader's standing in that pool. */
  quota?: {
    held: number
    holdLimit: number | null
    today: number
    dayLimit: number | null
    /** Asked for, and waiting for a word; counted by whatever is asked for besides. */
    waiting: number
  }
}

/** GET /api/records/:object/:id */
export interface DetailAnswer {
  record: RecordView
  /** Objects that belong to it, with how many the reader may see. */
  related: { object: ObjectName; field: string; count: number }[]
}

/** Kinds of entries: talks; what was agreed; tasks; approvals, of what belongs to the record too; everything else that changed. */
export const streamKinds = ['communication', 'schedule', 'task', 'approval', 'change'] as const
export type StreamKind = (typeof streamKinds)[number]

/**
 * GET /api/records/:object/:id/stream?cursor=&kinds=communication,task : follow-ups, history, tasks and approvals of a record, newest
 * first; of all kinds where none is named.
 */
/** A file beside an entry: the id of its attachment, whose address opens it. */
export interface StreamFile {
  id: string
  name: string
  /** As in image/jpeg. */
  type: string
}

export interface StreamEntry {
  id: string
  at: string
  by: Reference | null
  /** `followUp`, or an action name (`pool.claim`, `customer.update`, `approval.agree`). */
  kind: string
  /** One sentence in the reader's language. */
  text: string
  detail?: string
  /** Field changes for the history view. */
  changes?: { label: string; from: string; to: string }[]
  nextContactAt?: string | null
  /** The company's own fields of a follow-up, in the reader's words. */
  facts?: { label: string; value: string }[]
  /** Pictures and papers beside a follow-up. */
  files?: StreamFile[]
}
export interface StreamAnswer {
  entries: StreamEntry[]
  next: string | null
}

export interface ApprovalView {
  id: string
  flow: string
  object: ObjectName
  recordId: string
  title: string
  number?: string
  facts: { label: string; value: string }[]
  applicant: Reference
  state: 'pending' | 'agreed' | 'rejected' | 'withdrawn'
  createdAt: string
  steps: {
    name: string
    mode: 'any' | 'all'
    state: 'done' | 'current' | 'waiting' | 'skipped'
    approvers: {
      person: Reference
      state: 'waiting' | 'agreed' | 'rejected' | 'skipped' | 'cancelled'
      at: string | null
      comment: string | null
    }[]
  }[]
  /** May this reader agree, reject, withdraw now? */
  allowed: string[]
}

/**
 * GET /api/approvals?tab=waiting|mine|decided&cursor= : those that wait for the reader (default), that the reader started,
 * or that the reader decided; newest first. GET /api/approvals/:id → ApprovalView.
 */
export interface ApprovalListAnswer {
  rows: ApprovalView[]
  next: string | null
}

/**
 * GET /api/today: everything that waits for the reader, most urgent first.
 * `open` is "object:id" (a record or "approval:id"), "followUp:object:id" (write one), or an address of the app ("/pages/…").
 */
export interface TodayItem {
  kind:
    | 'approval'
    | 'poolReview'
    | 'followDue'
    | 'task'
    | 'poolNews'
    | 'workOrder'
    | 'serviceRequest'
    | 'asking'
    | 'recycle'
    | 'extension'
  /** "object:id" to open. */
  record: string
  title: string
  line: string
  /** Chip text and how pressing it is. */
  due?: { text: string; tone: 'danger' | 'warning' | 'plain' }
  /** Main actions: those that run at once (`action`, `input`), or open a page. */
  buttons: {
    text: string
    style: 'primary' | 'plain'
    action?: string
    input?: Record<string, Value>
    open?: string
  }[]
}
export interface TodayAnswer {
  figures: {
    /** `orders` and `requests` only for whoever works on orders, or gives requests out. */
    key:
      | 'recycling'
      | 'extensions'
      | 'followDue'
      | 'approvals'
      | 'newInPools'
      | 'poolReviews'
      | 'tasks'
      | 'orders'
      | 'requests'
      | 'askings'
      | 'accessRequests'
    value: number
    open: string
  }[]
  items: TodayItem[]
  more: number
}

/** GET /api/service/engineers: whom a request can be given to, whoever has least to do first. */
export interface EngineersAnswer {
  engineers: { id: string; name: string; title: string | null; open: number }[]
}

/** GET /api/service/requests/:id/steps: what the customer sees of a request, oldest first. */
export interface RequestStepsAnswer {
  steps: {
    id: string
    /** received | dispatched | undone | accepted | onTheWay | working | done | withdrawn | added | urged | rated */
    kind: string
    at: string
    byCustomer: boolean
    who: { name: string; phone: string | null } | null
    words: string | null
    expectedAt: string | null
    /** Signed addresses, good for five minutes. */
    files: { id: string; fileName: string; contentType: string; url: string }[]
  }[]
}

/**
 * GET /api/service/satisfaction?by=engineer|product|month|kind&from=YYYY-MM-DD&to=YYYY-MM-DD : surveys asked on these days, both
 * included; default the last 90 days by engineer. Only of requests that the reader may view.
 */
export interface SatisfactionAnswer {
  by: 'engineer' | 'product' | 'month' | 'kind'
  from: string
  to: string
  rows: {
    /** Id, month (YYYY-MM) or kind; null where there was none (the desk itself, no machine). */
    key: string | null
    /** Ready to be shown. */
    name: string
    asked: number
    answered: number
    /** "4.67"; null before the first answer. */
    average: string | null
    /** How many gave one, two, three, four, five stars. */
    stars: [number, number, number, number, number]
  }[]
}

/** GET /api/meta (ETag): what this reader may use, and how it is declared. */
export interface MetaAnswer {
  objects: {
    name: ObjectName
    title: string
    facts: [string, string]
    keyFacts: string[]
    state?: string
    order: string
    fields: Fields
    verbs: string[]
    can: Record<string, unknown>
    parent?: string
  }[]
  /** Actions this reader's roles permit: name → input fields; `fills`: the object whose own fields are among them. */
  actions: Record<string, { input: Fields; undo?: string; bulk?: string; fills?: ObjectName }>
  /** What this reader may set up: "role.configure", "access.explain", "access.grant" … */
  may: string[]
  me: MeAnswer
}

/** GET /api/me; PATCH /api/me { locale } → the same, in the new language. */
export interface MeAnswer {
  id: string
  name: string
  title: string | null
  department: Reference
  organisation: string
  locale: 'zh-CN' | 'zh-TW' | 'en'
  timeZone: string
  roles: string[]
  platform: string
}

/** GET /api/people?q=&limit= : colleagues for pickers; recent ones first when q is empty. */
export type PeopleAnswer = { people: (Reference & { title: string | null; department: string })[] }

/** POST /api/actions/:name, header `Idempotency-Key`; body = the action's input. */
export interface ActionAnswer {
  result: Record<string, unknown>
  /** Words for the toast, in the reader's language. */
  message: string
  /** Offered as "undo" on the toast: action + input. */
  undo?: { action: string; input: Record<string, Value> }
}

/**
 * Signing in. The client makes a random verifier (43+ characters), keeps it in storage, and sends its SHA-256 (base64url).
 * - GET  /auth/options → SignInOptions
 * - GET  /auth/:platform/start?challenge=&returnTo=&via=client|web → 302 to the platform (or, for codes by JS-API, see `code`)
 * - the platform returns to /auth/:platform/callback → 302 to `/#/pages/sign-in/index?ticket=…&returnTo=…`
 * - POST /auth/ticket { ticket, verifier } → SessionAnswer
 * - POST /auth/:platform/code { code } → SessionAnswer (codes handed out by the host's JS-API: DingTalk)
 * - POST /auth/sign-out
 * Every other call carries `Authorization: Bearer <token>`; the token lives in storage under a key that contains `window.name`.
 */
export interface SignInOptions {
  platforms: { name: 'wecom' | 'dingtalk'; corpId: string; client: 'redirect' | 'code'; web: boolean }[]
  mode: 'sandbox' | 'production'
}
export interface SessionAnswer {
  token: string
  expiresAt: string
}

/** POST /api/files (multipart, part `file`) → the uploaded file; put at a record by `attachment.create`. */
export interface FileAnswer {
  id: string
  fileName: string
  size: number
  contentType: string
}
/** GET /api/records/attachment/:id/url → { url }: a signed address, good for five minutes. */
export interface FileUrlAnswer {
  url: string
}

/** POST /api/jsapi/:platform { url } → PageSignature of ports/platform. */

/** Every refusal has this body. */
export type { ErrorBody }
