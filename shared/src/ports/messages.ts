/** What we tell people, before it is rendered for a platform. Texts are final words in the reader's language, not keys. */

/** One line of a card: label and value. At most six on a card, the decisive one first. */
export interface CardFact {
  label: string
  value: string
}

/** A button of a card. `key` comes back in the PressEvent; `url` buttons open the mini-app instead. */
export interface CardButton {
  /** `[a-z.]{1,64}`: the action it stands for (`pool.claim`, `approval.agree`). */
  key: string
  /** At most 10 characters: a verb. */
  text: string
  style: 'primary' | 'danger' | 'plain'
  url?: string
}

/** A choice on the card that travels with the next press (for example a reason for rejecting). */
export interface CardChoice {
  key: string
  title: string
  options: { id: string; text: string }[]
}

/** A free-text field on the card. Only some platforms have it (see `PlatformAbilities`); the others ask in the chat. */
export interface CardInput {
  key: string
  title: string
  placeholder?: string
}

/** A card as its reader should see it now. The same matter may look different to each reader. */
export interface Card {
  /** Where it comes from, small print above the title: "华东大区公海 · 新客户". */
  source: string
  /** A short chip at the head ("低于底价 3%"), when something is unusual. */
  flag?: string
  title: string
  /** One line under the title. */
  subtitle?: string
  facts: CardFact[]
  /** Absolute https/http address of the record in the mini-app. */
  url: string
  buttons: CardButton[]
  choice?: CardChoice
  input?: CardInput
  /** The final words that replace the buttons: who decided what and when. Then `buttons` is empty. */
  outcome?: string
}

/** Plain words to one person. `links` are appended in the platform's own form. */
export interface TextMessage {
  text: string
  links?: { text: string; url: string }[]
}

/** What a send gave back. */
export interface SendReceipt {
  /** The platform's own message id (WeCom msgid, DingTalk processQueryKey / carrierId); kept for support. */
  remoteId?: string
  /** WeCom: the response_code of an interactive card, good for one update within 72 h. */
  sendCode?: string
  /** True when the platform said it already had this message under our key: it was sent before. */
  duplicate?: boolean
}
