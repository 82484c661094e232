import { readProof, readSerial } from './read-line'
import { type Answer, ask, type CustomerTurn, perform, words } from './turn'

/** Who is not verified gets this, whatever they say: how to verify, and nothing of ours (PORTAL-5). */
export function sayHowToVerify(turn: CustomerTurn): Answer {
  const link = { text: turn.t('portal.link.verify'), url: turn.desk.pageUrl('verify') }
  return words(turn.t('portal.chat.unverified'), [link])
}

async function prove(
  turn: CustomerTurn,
  proof: { serialNumber: string; phoneEnding: string },
): Promise<Answer> {
  const outcome = await perform(turn, { action: 'portal.verify', input: proof })
  if (!outcome.ok) {
    await ask(turn, null)
    return words(outcome.message)
  }
  const known = await turn.desk.assets(turn.customer, 50)
  const asset = known.find(one => one.id === outcome.result.asset)
  await ask(turn, { kind: 'describe', media: [], ...(asset ? { asset } : {}) })
  return words(`${outcome.message}\n${turn.t('portal.chat.verified')}`)
}

/** "验证 CMM-800-4471 8000", or step by step: the serial number, then the ending of the phone number (PORTAL-1). */
export async function verify(turn: CustomerTurn, given: string): Promise<Answer> {
  const proof = readProof(given)
  if (proof) return prove(turn, proof)
  const serialNumber = given ? readSerial(given) : null
  await ask(turn, { kind: 'verify', ...(serialNumber ? { serialNumber } : {}) })
  if (given && !serialNumber) return words(turn.t('portal.chat.verifyForm'))
  return words(turn.t(serialNumber ? 'portal.chat.verifyEnding' : 'portal.chat.verifySerial'))
}

/** The line that was asked for. @returns undefined when it is something else */
export async function answerVerify(
  turn: CustomerTurn,
  asked: { serialNumber?: string },
  line: string,
): Promise<Answer | undefined> {
  const proof = readProof(line)
  if (proof) return prove(turn, proof)
  const { serialNumber } = asked
  if (serialNumber && /^\d{4}$/.test(line)) return prove(turn, { serialNumber, phoneEnding: line })
  if (!serialNumber && readSerial(line)) return verify(turn, line)
  if (!/\d/.test(line)) return undefined
  await ask(turn, { kind: 'verify', ...asked })
  return words(turn.t(serialNumber ? 'portal.chat.verifyEnding' : 'portal.chat.verifySerial'))
}
