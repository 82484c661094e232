/** What can be asked for by typing. */
export type CommandName =
  | 'claim'
  | 'assign'
  | 'pools'
  | 'today'
  | 'agree'
  | 'reject'
  | 'find'
  | 'check'
  | 'undo'
  | 'followUp'
  | 'help'
  | 'cancel'

/** A typed line, understood: the command and the rest of it. */
export interface Command {
  name: CommandName
  words: string
}

/** The words that start a command, in the three languages; longer ones win. */
const commandWords: Record<CommandName, readonly string[]> = {
  claim: ['领取', '領取', '认领', '認領', '我要领', '我要領', '抢', '搶', 'claim', 'take'],
  assign: ['分配', '指派', 'assign'],
  pools: ['公海列表', '公海', '我的公海', 'pools', 'pool'],
  today: ['待办事项', '待辦事項', '待办', '待辦', '今日', '今天', 'to-do', 'to do', 'todo', 'today', 'tasks'],
  agree: ['同意', '批准', '通过', '通過', 'approve', 'agree'],
  reject: ['驳回', '駁回', '拒绝', '拒絕', '不同意', '不通过', '不通過', 'reject', 'decline', 'refuse'],
  find: ['查找', '查询', '查詢', '搜索', '搜尋', '搜', '找', '查', 'find', 'search', 'look up'],
  check: ['查重', '撞单', '撞單', '撞单分析', '撞單分析', 'check duplicates', 'check'],
  undo: ['撤销', '撤銷', '撤回', 'undo'],
  followUp: ['写跟进', '寫跟進', '跟进', '跟進', '记跟进', 'follow up', 'follow-up', 'followup', 'log'],
  help: ['帮助', '幫助', '菜单', '選單', '菜單', '怎么用', '怎麼用', 'help', 'menu', '?'],
  cancel: ['取消', '算了', 'cancel', 'never mind'],
}

/**
 * What may follow a command's word. Chinese has no blanks between words, so what changes something is taken only where
 * it is meant: "同意 HT-…" agrees, "同意了吗" is a question.
 * - bare: nothing
 * - apart: words set apart by a blank, a mark, a digit or a Latin letter
 * - joined: words directly behind ("领取蓝海", "查蓝海")
 */
const following: Record<CommandName, 'bare' | 'apart' | 'joined'> = {
  claim: 'joined',
  assign: 'joined',
  pools: 'joined',
  today: 'joined',
  agree: 'apart',
  reject: 'apart',
  find: 'joined',
  check: 'joined',
  undo: 'bare',
  followUp: 'joined',
  help: 'bare',
  cancel: 'bare',
}
const asked: ReadonlySet<CommandName> = new Set(['claim', 'assign', 'agree', 'reject', 'undo'])

function mayFollow(name: CommandName, word: string, rest: string): boolean {
  // "pool" is a command, "Poole Ltd" is not.
  if (latin.test(word) && /^[\p{L}\p{N}]/u.test(rest)) return false
  if (asked.has(name) && /[?吗嗎么呢]$/.test(rest)) return false
  if (following[name] === 'bare') return tidyRest(rest) === ''
  return following[name] === 'joined' || rest === '' || /^[^\p{L}]|^[a-z]/iu.test(rest)
}

const table = Object.entries(commandWords)
  .flatMap(([name, words]) => words.map(word => ({ name: name as CommandName, word })))
  .sort((a, b) => b.word.length - a.word.length)

const latin = /^[a-z?]/

/**
 * One typed line made plain: full-width digits, letters and punctuation become half-width, marks that hide or turn
 * the direction go, a leading @name goes, blanks are single.
 */
export function normalLine(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^@\S+\s+/, '')
}

/** What somebody wrote, to be kept: their own punctuation stays; only marks that hide or turn the direction go. */
export function typedWords(text: string): string {
  return text
    .replace(/[\p{Cf}\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const tidyRest = (rest: string) => rest.replace(/^[\s:,,。、!;]+|[\s。!;,,]+$/g, '')

/** Reads a normal line as a command; null when it does not start with one. */
export function readCommand(line: string): Command | null {
  const lower = line.toLowerCase()
  for (const { name, word } of table) {
    if (!lower.startsWith(word)) continue
    const rest = line.slice(word.length)
    if (mayFollow(name, word, rest)) return { name, words: tidyRest(rest) }
  }
  return null
}

/** A command whose word stands somewhere within the line ("我想领取蓝海"), for suggestions. */
export function spotCommand(line: string): Command | null {
  const lower = line.toLowerCase()
  const spots = table
    .filter(({ word }) => word.length > 1 && !latin.test(word))
    .map(entry => ({ ...entry, at: lower.indexOf(entry.word) }))
    .filter(entry => entry.at > 0)
    .sort((a, b) => a.at - b.at)
  const first = spots[0]
  return first ? { name: first.name, words: tidyRest(line.slice(first.at + first.word.length)) } : null
}

/** A record's number as people type it, any case, with or without dashes, as we print it; null for anything else. */
export function readNumber(words: string): string | null {
  const plain = words.toUpperCase().replace(/\s*[-‐-―−_]\s*/g, '-')
  const match = /^([A-Z]{2,6})-?(\d{8}|\d{6})-?(\d{2,8})$/.exec(plain)
  return match ? `${match[1]}-${match[2]}-${match[3]}` : null
}

/** Several numbers in one line, "KH-…、KH-… KH-…", each once; empty unless the whole line is made of them. */
export function readNumbers(words: string): string[] {
  const parts = words
    .split(/[\s,，、;；和及]+|\band\b/i)
    .filter(Boolean)
    .map(readNumber)
  return parts.every(part => part !== null) ? [...new Set(parts)] : []
}

const ordinals = '一二三四五六七八九'

/** A place in a list: "2", "第2个", "2号", "二"; null for anything else. */
export function readPlace(line: string): number | null {
  const match =
    /^(?:第|no\.?|#)?\s*(\d{1,2}|[一二三四五六七八九])\s*(?:个|個|号|號|条|條|家|份|\.|、)?$/i.exec(line)
  if (!match) return null
  const word = match[1]!
  return ordinals.includes(word) ? ordinals.indexOf(word) + 1 : Number(word)
}
