import type { Locale } from '../i18n/locale'
import type { ActionOutcome, PreparedCall } from './crm'
import type { Identity, PlatformName } from './events'
import type { PlatformMedia } from './platform'

/** A follower of the official account in their conversation. */
export interface Customer {
  portalUserId: string
  /** The contact's name; null while we know only the account. */
  name: string | null
  locale: Locale
  /** Something of ours is theirs (PORTAL-1); without it they see nothing but what everybody may. */
  verified: boolean
}

/** A machine of theirs, as it is named in a line. */
export interface CustomerAsset {
  id: string
  name: string
  serialNumber: string
}

/** A request of theirs that is neither done nor withdrawn, or the latest one that is. */
export interface CustomerRequest {
  id: string
  number: string
  title: string
  /** In their language. */
  state: string
  /** The engineer who has it, with the number to call. */
  engineer: { name: string; phone: string | null } | null
  asset: CustomerAsset | null
  /** Absolute address of its progress page. */
  url: string
}

/** A rating that is asked for. */
export interface CustomerSurvey {
  id: string
  request: { number: string; title: string }
  engineer: string | null
  url: string
}

/** What the next line of a follower is about. Files are named by the ids of `CustomerDesk.keepMedia`. */
export type CustomerDialog =
  /** They verify: the serial number is asked for, or known and the phone ending is asked for. */
  | { kind: 'verify'; serialNumber?: string }
  /** A request whose words are still missing. */
  | { kind: 'describe'; asset?: CustomerAsset; media: string[] }
  /** Words without a machine: the number chooses one, 0 none of them. */
  | { kind: 'machine'; words: string; media: string[]; assets: CustomerAsset[] }
  /** Words or pictures while requests are open: the number chooses one to add to, the last one a new request. */
  | {
      kind: 'place'
      words?: string
      media: string[]
      requests: { id: string; number: string; title: string }[]
    }
  /** What comes next belongs to this request; "1" says that the machine is another one. */
  | { kind: 'filed'; request: { id: string; number: string }; asset?: CustomerAsset; others: CustomerAsset[] }
  /** Which machine it is really about. */
  | {
      kind: 'another'
      request: { id: string; number: string }
      asset: CustomerAsset
      others: CustomerAsset[]
    }
  /** Which request to hurry or to take back. */
  | {
      kind: 'pick'
      verb: 'request.urge' | 'request.withdraw'
      requests: { id: string; number: string; title: string }[]
    }

/** What a scanned QR code of ours stands for: a machine of theirs, or one that they have to verify for. */
export type Scanned = { mine: CustomerAsset } | { serialNumber: string } | null

/** A picture to be fetched from its platform. */
export interface MediaToFetch {
  id: string
  platform: PlatformName
  mediaId: string
  from: Identity
  locale: Locale
}

/** Addresses of the customer's pages, for links in messages. */
export type PortalPage = 'home' | 'new' | 'requests' | 'assets' | 'verify'

/** Everything that the conversation with customers asks of the CRM. Answers hold only what is theirs (PORTAL-5). */
export interface CustomerDesk {
  /** Who it is, known from now on. @param follows they follow the account from this moment on */
  meet(who: Identity, follows?: boolean): Promise<Customer>
  /** They follow no more; nothing is sent to them. */
  left(who: Identity): Promise<void>
  speak(customer: Customer, locale: Locale): Promise<void>
  /** As the customer, by the official account's door; see `Crm.execute`. */
  execute(request: PreparedCall & { customer: Customer; key: string }): Promise<ActionOutcome>
  /** What an event that was worked on before has done, with its words; null when it has done nothing yet. */
  doneBy(customer: Customer, eventId: string): Promise<{ action: string; message: string } | null>
  assets(customer: Customer, limit: number): Promise<CustomerAsset[]>
  /** @param but leaves out what this event has filed itself: worked on again, it finds what it found at first */
  openRequests(customer: Customer, limit: number, but?: string): Promise<CustomerRequest[]>
  /** The one that was asked for first. */
  survey(customer: Customer): Promise<CustomerSurvey | null>
  scanned(customer: Customer, scene: string): Promise<Scanned>
  pageUrl(page: PortalPage): string
  requestUrl(requestId: string): string
  /**
   * What this event's line answers. What the event itself has asked or cleared before, when it was worked on and not
   * finished, does not count: working on it again finds what it found at first.
   */
  question(who: Identity, eventId: string): Promise<CustomerDialog | null>
  /** Replaces the pending question; it lapses after ten minutes. Null: nothing is asked any more. */
  ask(who: Identity, dialog: CustomerDialog | null, eventId: string): Promise<void>
  /** Remembers a picture and queues its fetching. @param eventId the inbox row that brought it @returns its id */
  keepMedia(customer: Customer, mediaId: string, from: Identity, eventId: string): Promise<string>
  /** The files that have been fetched so far, taken along by one call: a repeat of the call gets the same ones. */
  takeMedia(customer: Customer, ids: readonly string[], call: string): Promise<string[]>
  /** Puts what was not taken along at a request, as soon as it has been fetched. */
  followMedia(customer: Customer, ids: readonly string[], requestId: string): Promise<void>
  /** Null when it has been fetched, or was given up. */
  mediaToFetch(id: string): Promise<MediaToFetch | null>
  /** @returns false where it is nothing that we keep (decision 23) */
  storeMedia(id: string, media: PlatformMedia): Promise<boolean>
  /** Given up, visible with its reason. */
  failMedia(id: string, reason: string): Promise<void>
  /** Adds a fetched picture to the request that it belongs to, once. */
  linkMedia(id: string): Promise<void>
}
