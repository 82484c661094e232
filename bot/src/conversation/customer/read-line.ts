import type { Locale } from '@gonghai/shared/i18n'
import { readNumber } from '../read-line'

/**
 * One line made plain, and fit to be kept: full-width digits and letters become half-width, marks that hide or turn the
 * direction go, blanks are single. Punctuation stays as it was typed: it goes into the record.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, sign => sign.normalize('NFKC'))
    .replace(/[\p{Cf}\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What a customer can ask for by typing. */
export type CustomerCommand =
  | 'verify'
  | 'progress'
  | 'urge'
  | 'withdraw'
  | 'new'
  | 'add'
  | 'machines'
  | 'rate'
  | 'help'
  | 'cancel'

/** The words that are a command, in the three languages; longer ones win. */
const commandWords: Record<CustomerCommand, readonly string[]> = {
  verify: ['验证', '驗證', '绑定', '綁定', 'verify', 'bind'],
  progress: [
    '进度',
    '進度',
    '查进度',
    '查進度',
    '查询进度',
    '查詢進度',
    '进展',
    '進展',
    '到哪了',
    '我的服务',
    '我的服務',
    'progress',
    'status',
  ],
  urge: ['催一下', '催单', '催單', '催促', '催', '加急', 'urge', 'hurry up', 'hurry'],
  withdraw: [
    '撤回',
    '撤销',
    '撤銷',
    '取消报修',
    '取消報修',
    '不修了',
    '不用修了',
    '不用来了',
    '不用來了',
    'withdraw',
    'take back',
  ],
  new: [
    '新报修',
    '新報修',
    '我要报修',
    '我要報修',
    '报修',
    '報修',
    '新请求',
    '新請求',
    'new request',
    'report',
  ],
  add: ['补充', '補充', 'add'],
  machines: ['我的设备', '我的設備', '设备', '設備', 'my machines', 'machines'],
  rate: ['评价', '評價', '打分', 'rate'],
  help: ['帮助', '幫助', '菜单', '選單', '菜單', '怎么用', '怎麼用', '客服', 'help', 'menu', '?', '？'],
  cancel: ['取消', '算了', 'cancel', 'never mind'],
}

/** Commands that take words behind them; all others are the whole line. */
const taking: ReadonlySet<CustomerCommand> = new Set(['verify', 'new', 'add', 'urge', 'withdraw'])

/** What people put behind a command that only looks, and what makes a question of it. */
const asking = /^[\s:,;，；：]*(怎么样|怎麼樣|如何|到哪了|查询|查詢|查一下|呢|了|吗|嗎|[?？])+$/u
const looking: ReadonlySet<CustomerCommand> = new Set(['progress', 'machines', 'rate'])

const table = Object.entries(commandWords)
  .flatMap(([name, words]) => words.map(word => ({ name: name as CustomerCommand, word })))
  .sort((a, b) => b.word.length - a.word.length)

const trimMarks = (text: string) => text.replace(/^[\s:,;.!、。，；：！]+|[\s!?。！？]+$/gu, '')

/**
 * Reads a line as a command; null for words about a machine. What changes something is taken only where it is meant:
 * "撤回" and "撤回 FW-…" withdraw, "撤回的零件没装好" does not.
 */
export function readCustomerCommand(text: string): { name: CustomerCommand; words: string } | null {
  const line = plainText(text)
  const lower = line.toLowerCase()
  for (const { name, word } of table) {
    if (!lower.startsWith(word)) continue
    const rest = line.slice(word.length)
    const words = trimMarks(rest)
    if (words === '' || (looking.has(name) && asking.test(rest))) return { name, words: '' }
    if (name === 'cancel' && readNumber(words)) return { name: 'withdraw', words }
    // Set apart by a mark or a blank, a number, or (where that is usual) directly behind.
    const apart = /^[\s:,;，；：、]/u.test(rest) || (/^[a-z\d]/i.test(words) && !/^[a-z?]/.test(word))
    if (taking.has(name) && apart) return { name, words }
  }
  return null
}

/** Serial number and phone ending: "CMM-800-4471 8000". Null for anything else. */
export function readProof(words: string): { serialNumber: string; phoneEnding: string } | null {
  const match = /^(\S(?:.{0,48}\S)?)[\s,;/，；、]+(\d{4})$/u.exec(plainText(words))
  return match ? { serialNumber: match[1]!.replace(/[,;/，；、]+$/u, ''), phoneEnding: match[2]! } : null
}

/** Could be a serial number: 4 to 50 letters, digits and marks, at least one digit. */
export function readSerial(words: string): string | null {
  const line = plainText(words)
  return /^(?=.*\d)[a-z\d][a-z\d\-_/. ]{3,49}$/i.test(line) ? line : null
}

const starWords: readonly (readonly string[])[] = [
  ['1', '一'],
  ['2', '二', '两', '兩'],
  ['3', '三'],
  ['4', '四'],
  ['5', '五'],
]

/** "5", "5分 很快", "四星", "3 stars: slow"; null for anything else. `bare`: only a digit. */
export function readRating(text: string): { stars: number; words: string; bare: boolean } | null {
  const match = /^([1-5一二两兩三四五])\s*(分|星|stars?\b)?(?:$|[\s,;:.!，；：。！、]+(.*)$)/isu.exec(
    plainText(text),
  )
  if (!match) return null
  const [, digit = '', unit, rest = ''] = match
  if (!unit && (rest || !/\d/.test(digit))) return null
  return { stars: starWords.findIndex(form => form.includes(digit)) + 1, words: rest.trim(), bare: !unit }
}

const small: Readonly<Record<'greeting' | 'thanks', RegExp>> = {
  greeting:
    /^(你好|您好|在吗|在嗎|有人吗|有人嗎|hi|hello|hey|哈喽|早上好|下午好|晚上好)[\s!?~。！？啊呀]*$/iu,
  thanks:
    /^(谢谢|謝謝|多谢|多謝|感谢|感謝|辛苦了|好的|好|收到|知道了|明白|ok|okay|嗯+|thanks|thank you|thx)[\s!~。！啊呀你您了]*$/iu,
}

/** Words that are about nothing; they never become a request. */
export function readSmallTalk(text: string): keyof typeof small | null {
  const line = plainText(text)
  if (!/[\p{L}\p{N}]/u.test(line)) return 'thanks'
  if (small.greeting.test(line)) return 'greeting'
  return small.thanks.test(line) ? 'thanks' : null
}

const languages: Readonly<Record<string, Locale>> = {
  english: 'en',
  简体: 'zh-CN',
  简体中文: 'zh-CN',
  中文: 'zh-CN',
  繁体: 'zh-TW',
  繁體: 'zh-TW',
  繁體中文: 'zh-TW',
  繁体中文: 'zh-TW',
}

/** The name of a language, alone on a line. */
export function readLanguage(text: string): Locale | null {
  const line = plainText(text).toLowerCase()
  return Object.hasOwn(languages, line) ? languages[line]! : null
}

/** What a request is about, by the word that it begins with. */
const kinds: readonly [RegExp, string][] = [
  [/^(投诉|投訴|complaint)/iu, 'complaint'],
  [/^(建议|建議|suggestion)/iu, 'suggestion'],
  [/^(咨询|諮詢|请问|請問|question)/iu, 'question'],
  [/^(保养|保養|maintenance)/iu, 'maintenance'],
]

/** The kind of a request that starts with these words. */
export function readKind(text: string): string {
  const line = plainText(text)
  return kinds.find(([start]) => start.test(line))?.[1] ?? 'fault'
}
