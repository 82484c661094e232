import { PlatformError, type PlatformFailure } from '@gonghai/shared/ports/errors'
import type { Card, SendReceipt, TextMessage } from '@gonghai/shared/ports/messages'
import type { PlatformAbilities, Sender } from '@gonghai/shared/ports/platform'

/** A call that reached the platform. */
export interface SentCall {
  kind: 'text' | 'card' | 'update'
  to: string
  text: string
  card?: Card
  copyId?: string
  code?: string
}

/** What the platform does at its next call: refuses, answers, or does something in between. */
export type Step =
  | { failure: PlatformFailure; retryAfterMs?: number }
  | { receipt: SendReceipt }
  | { run: () => Promise<void> | void }

/** A platform of one's own: it notes every call and does what the script says, then succeeds. */
export class ScriptedSender implements Sender {
  readonly calls: SentCall[] = []
  readonly script: Step[] = []
  #codes = 0

  constructor(readonly abilities: PlatformAbilities) {}

  async #next(call: SentCall, receipt: SendReceipt): Promise<SendReceipt> {
    this.calls.push(call)
    const step = this.script.shift()
    if (!step) return receipt
    if ('failure' in step)
      throw new PlatformError('scripted', call.kind, step.failure, 'test', step.retryAfterMs)
    if ('receipt' in step) return step.receipt
    await step.run()
    return receipt
  }

  sendText(to: string, message: TextMessage): Promise<SendReceipt> {
    return this.#next({ kind: 'text', to, text: message.text }, { remoteId: `m${this.calls.length}` })
  }

  sendCard(to: string, card: Card, copyId: string): Promise<SendReceipt> {
    const sendCode = this.abilities.updateNeedsCode ? { sendCode: `send-${++this.#codes}` } : {}
    return this.#next({ kind: 'card', to, text: card.title, card, copyId }, sendCode)
  }

  async updateCard(to: string, card: Card, copyId: string, code?: string): Promise<void> {
    const text = card.outcome ?? card.title
    await this.#next({ kind: 'update', to, text, card, copyId, ...(code ? { code } : {}) }, {})
  }
}

export const codedAbilities: PlatformAbilities = {
  cardInput: false,
  updateNeedsCode: true,
  codeLifetimeMs: 72 * 3_600_000,
  idempotentText: true,
  perPerson: { perMinute: 30, perHour: 1000 },
}

export const freeAbilities: PlatformAbilities = {
  cardInput: true,
  updateNeedsCode: false,
  idempotentText: false,
  perPerson: { perMinute: 20, perHour: 1000 },
}
