/** Where a field of an action's input comes from when a button is pressed. */
export type CardSource =
  /** "object:id" of the matter. */
  | { from: 'matter' }
  /** The id of the matter alone. */
  | { from: 'matterId' }
  /** What was written into the card's field `key`, or chosen in `choice` (then the words of the option); left out when neither is there. */
  | { from: 'words'; key: string; choice?: string }
  /** The moment that a choice of `choice` means, else that of `otherwise`. */
  | { from: 'moment'; choice: string; otherwise: string }
  /** The same for every press of this button. */
  | { from: 'fixed'; value: number }
  /** The id of what was chosen in the card's list `key`; left out when nothing was. */
  | { from: 'chosen'; key: string }

/** What a button of a card does. Pure data: authority comes from the action's own checks, never from the card. */
export interface CardPress {
  /** The action it calls. */
  action: string
  input: Readonly<Record<string, CardSource>>
  /** A field without which the action cannot run; when the card did not bring it, the chat asks. */
  ask?: { field: string; question: string }
  /** A field that takes one of the card's choice; when the press did not bring it, the chat offers the list. */
  pick?: { field: string; question: string }
}

/** The kinds of cards. */
export type CardKindName =
  | 'poolClaim'
  | 'poolDigest'
  | 'poolReview'
  | 'approval'
  | 'followReminder'
  | 'recycleWarning'
  | 'extension'
  | 'dispatch'
  | 'workOrder'
  | 'urged'
  | 'lowMark'
  | 'accessRequest'
  | 'collision'

/** A kind of card: its buttons by key. Buttons that open an address need no entry. */
export interface CardKind {
  presses: Readonly<Record<string, CardPress>>
  /** Answers and approvals go out even when a platform's budget is nearly spent (decision 19). */
  urgency: 'now' | 'normal'
}
