import type { Delivery, ScreenCard, ScreenItem } from '@gonghai/bot/sandbox/screen'
import { until } from './until'

/** The platforms that have a phone in the sandbox. */
export type PhonePlatform = 'wecom' | 'dingtalk'

/** A chat entry that is a card. */
export type CardItem = ScreenItem & { card: ScreenCard }

const patienceMs = 30_000

/** One person's phone, held through the sandbox page's own API: reads the chat, types, presses. */
export class Phone {
  constructor(
    private readonly base: () => string,
    readonly platform: PhonePlatform,
    readonly userId: string,
  ) {}

  /** Everything in the chat, oldest first. */
  async screen(): Promise<ScreenItem[]> {
    const answer = await fetch(`${this.base()}/sandbox/api/screen/${this.platform}/${this.userId}`)
    if (!answer.ok) throw new Error(`The screen of ${this.userId} answers ${answer.status}.`)
    return ((await answer.json()) as { items: ScreenItem[] }).items
  }

  /** Every card in the chat with this title, or all. */
  async cards(title?: string): Promise<CardItem[]> {
    const items = (await this.screen()).filter((item): item is CardItem => item.card !== undefined)
    return title === undefined ? items : items.filter(item => item.card.title.includes(title))
  }

  /** What the app has written as text, oldest first. */
  async texts(): Promise<string[]> {
    const items = await this.screen()
    return items.filter(item => item.from === 'app').flatMap(item => (item.text ? [item.text] : []))
  }

  /** Waits for the newest card with this title that `fits`. */
  card(title: string, fits: (card: ScreenCard) => boolean = () => true): Promise<CardItem> {
    return this.wait(`a card "${title}"`, async () =>
      (await this.cards(title)).filter(item => fits(item.card)).at(-1),
    )
  }

  /** Waits for a text of the app that matches. */
  text(pattern: RegExp): Promise<string> {
    return this.wait(`a text ${pattern}`, async () =>
      (await this.texts()).filter(text => pattern.test(text)).at(-1),
    )
  }

  /** Types a line; the platform reports whether it reached the app. */
  say(text: string): Promise<Delivery> {
    return this.deed('say', { text })
  }

  /** Types a line and waits for the next text of the app. */
  async ask(text: string): Promise<string> {
    const before = (await this.texts()).length
    await this.say(text)
    return this.wait(`an answer to "${text}"`, async () => (await this.texts())[before])
  }

  /** Presses a button of a card, with what was chosen or written on it. */
  press(item: { id: string }, key: string, values: Record<string, string> = {}): Promise<Delivery> {
    return this.deed('press', { item: item.id, key, values })
  }

  /** A login code for whoever holds this phone. */
  async code(): Promise<string> {
    return (await this.deed<{ code: string }>('code', {})).code
  }

  private async deed<T = Delivery>(verb: string, body: object): Promise<T> {
    const address = `${this.base()}/sandbox/api/phones/${this.platform}/${this.userId}/${verb}`
    const headers = { 'x-sandbox': '1', 'content-type': 'application/json' }
    const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${verb} at the phone of ${this.userId} answers ${answer.status}.`)
    return (await answer.json()) as T
  }

  /** Waits, and where it does not come about says what is on the screen instead. */
  private async wait<T>(what: string, question: () => Promise<T | undefined>): Promise<T> {
    try {
      return await until(question, patienceMs)
    } catch (error) {
      const shown = (await this.screen())
        .slice(-6)
        .map(item => JSON.stringify(item.card ?? item.text ?? item.kind))
      throw new Error(
        `${this.userId} on ${this.platform} waited in vain for ${what}. The last on the screen:\n${shown.join('\n')}`,
        { cause: error },
      )
    }
  }
}
