import type { CustomerDialog } from '@gonghai/shared/ports/customers'
import type { TextEvent } from '@gonghai/shared/ports/events'
import { answerAnother, askAnother } from './another'
import { add, answerMachine, answerPlace, begin, place } from './file'
import { help, machines, progress } from './look'
import { answerPick, pick } from './pick'
import { answerRating, askRating } from './rate'
import {
  type CustomerCommand,
  plainText,
  readCustomerCommand,
  readLanguage,
  readProof,
  readRating,
  readSerial,
  readSmallTalk,
} from './read-line'
import { speak } from './speak'
import { type Answer, ask, type CustomerTurn, words } from './turn'
import { answerVerify, sayHowToVerify, verify } from './verify'

type Run = (turn: CustomerTurn, words: string) => Promise<Answer> | Answer

/** What each command does. `open`: for everybody; all others only for whoever is verified. */
const commands: Record<CustomerCommand, { open?: true; run: Run }> = {
  verify: { open: true, run: verify },
  help: { open: true, run: turn => (turn.customer.verified ? help(turn) : sayHowToVerify(turn)) },
  cancel: {
    open: true,
    run: turn => words(turn.t(turn.dialog ? 'portal.chat.cancelled' : 'portal.chat.nothing')),
  },
  progress: { run: progress },
  urge: { run: (turn, typed) => pick(turn, 'request.urge', typed) },
  withdraw: { run: (turn, typed) => pick(turn, 'request.withdraw', typed) },
  new: { run: (turn, typed) => begin(turn, { media: [], ...(typed ? { words: typed } : {}) }) },
  add: { run: (turn, typed) => (typed ? place(turn, { words: typed, media: [] }) : addWhat(turn)) },
  machines: { run: machines },
  rate: { run: askRating },
}

async function addWhat(turn: CustomerTurn): Promise<Answer> {
  return words(turn.t('portal.chat.addWhat'))
}

/** Runs a command, unless it is only for those whom we know. */
export async function runCommand(turn: CustomerTurn, name: CustomerCommand, typed = ''): Promise<Answer> {
  const rule = commands[name]
  if (!rule.open && !turn.customer.verified) return sayHowToVerify(turn)
  return rule.run(turn, typed)
}

/** At least two letters: a digit or a single sign tells nothing about a machine. */
const saysSomething = (line: string) => (line.match(/\p{L}/gu) ?? []).length >= 2

const digitOf = (line: string) => (/^\d{1,2}$/.test(line) ? Number(line) : null)

/** More words while a number is awaited: they belong to what was said. */
async function sayMore(
  turn: CustomerTurn,
  dialog: Extract<CustomerDialog, { kind: 'machine' | 'place' }>,
  line: string,
): Promise<Answer> {
  const said = [dialog.words, line].filter(Boolean).join('\n')
  await ask(turn, { ...dialog, words: said })
  return words(turn.t('portal.chat.wordsAndNumber'))
}

/** Words or a number about the request that was just filed. @returns undefined when it is something else */
async function answerFiled(
  turn: CustomerTurn,
  dialog: Extract<CustomerDialog, { kind: 'filed' }>,
  line: string,
  text: string,
): Promise<Answer | undefined> {
  const swap = /^(换一台|換一台|another( one)?|other machine)$/i.test(line)
  if (swap) return askAnother(turn, dialog)
  const rating = readRating(line)
  const survey = rating ? await turn.desk.survey(turn.customer) : null
  if (line === '1' && dialog.asset) {
    if (!survey) return askAnother(turn, dialog)
    await ask(turn, dialog)
    return words(turn.t('portal.chat.rateOrAnother', { number: survey.request.number }))
  }
  if (rating && survey) return undefined
  return add(turn, dialog.request, { words: text, media: [] }, dialog)
}

/** Takes the line as the answer to what was asked. @returns undefined when it is something else */
async function answerDialog(
  turn: CustomerTurn<TextEvent>,
  dialog: CustomerDialog,
  line: string,
): Promise<Answer | undefined> {
  const digit = digitOf(line)
  switch (dialog.kind) {
    case 'verify':
      return answerVerify(turn, dialog, line)
    case 'describe':
      return begin(turn, { ...dialog, words: turn.event.text.trim() })
    case 'machine':
      return digit === null ? sayMore(turn, dialog, line) : answerMachine(turn, dialog, digit)
    case 'place':
      return digit === null ? sayMore(turn, dialog, line) : answerPlace(turn, dialog, digit)
    case 'pick':
      return digit === null ? undefined : answerPick(turn, dialog, digit)
    case 'filed':
      return answerFiled(turn, dialog, line, turn.event.text.trim())
    case 'another':
      return answerAnother(turn, dialog, line)
  }
}

/** Commands that answer what was asked instead of ending it. */
async function commandWithin(
  turn: CustomerTurn,
  dialog: CustomerDialog | null,
  command: { name: CustomerCommand; words: string },
): Promise<Answer | undefined> {
  if (dialog?.kind === 'place') {
    const { requests, media } = dialog
    const said = [dialog.words, command.words].filter(Boolean).join('\n')
    const draft = { media, ...(said ? { words: said } : {}) }
    if (command.name === 'new') return begin(turn, draft)
    if (command.name === 'add' && requests.length === 1) return add(turn, requests[0]!, draft)
  }
  if (dialog?.kind === 'filed' && command.name === 'add' && command.words) {
    return add(turn, dialog.request, { words: command.words, media: [] }, dialog)
  }
  return undefined
}

/** "5分" is a mark whatever else was asked, while one is waited for; a bare digit only where no number is. */
async function isMark(turn: CustomerTurn, dialog: CustomerDialog, line: string): Promise<boolean> {
  const rating = readRating(line)
  if (!rating || (rating.bare && dialog.kind !== 'describe')) return false
  return (await turn.desk.survey(turn.customer)) !== null
}

async function smallTalk(turn: CustomerTurn, kind: 'greeting' | 'thanks'): Promise<Answer> {
  if (kind === 'thanks') return words(turn.t('portal.chat.welcomeBack'))
  return turn.customer.verified ? help(turn, turn.t('portal.chat.hello')) : sayHowToVerify(turn)
}

/** Answers a typed line (PORTAL-1 … PORTAL-4). Whatever is no command and answers nothing is about a machine. */
export async function onText(turn: CustomerTurn<TextEvent>): Promise<Answer> {
  const { dialog } = turn
  const line = plainText(turn.event.text)
  const language = readLanguage(line)
  if (language) return speak(turn, language)
  const command = readCustomerCommand(line)
  if (command) {
    const within = await commandWithin(turn, dialog, command)
    if (within !== undefined) return within
    await ask(turn, null)
    return runCommand(turn, command.name, command.words)
  }
  const small = readSmallTalk(line)
  if (small) return smallTalk(turn, small)
  if (dialog && !(await isMark(turn, dialog, line))) {
    const answer = await answerDialog(turn, dialog, line)
    if (answer !== undefined) return answer
  }
  if (!turn.customer.verified) {
    const proof = readProof(line)
    return proof && readSerial(proof.serialNumber) ? verify(turn, line) : sayHowToVerify(turn)
  }
  const rated = await answerRating(turn, line)
  if (rated !== undefined) return rated
  if (!saysSomething(line)) return help(turn)
  return place(turn, { words: turn.event.text.trim(), media: [] })
}
