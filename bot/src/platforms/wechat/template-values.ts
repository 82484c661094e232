import { cutCharacters, plainLine } from '../cut-text'
import { ownEntry } from '../own-entry'

type Fit = (line: string) => string

/** Keeps what the pattern takes and drops the rest, up to a length. */
const only =
  (dropped: RegExp, max: number): Fit =>
  line =>
    cutAscii(line.replace(dropped, ''), max)

/** Takes the line as a whole, or nothing. */
const whole =
  (pattern: RegExp, tidy: Fit = line => line): Fit =>
  line =>
    pattern.exec(tidy(line))?.[0] ?? ''

const DAY = '\\d{4}(年\\d{1,2}月\\d{1,2}日|[-/]\\d{1,2}[-/]\\d{1,2})'
const CLOCK = '([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?'

/** One moment, or two with `~` between. */
function span(moment: string): RegExp {
  return new RegExp(`^${moment}( ?~ ?${moment})?$`)
}

/** What WeChat's typed template values take; the number at the end of a key is the account's own. */
const KINDS: Record<string, Fit> = {
  thing: line => cutCharacters(line, 20),
  keyword: line => cutCharacters(line, 20),
  const: line => line,
  enum: line => line,
  number: whole(/^-?\d{1,20}(\.\d{1,10})?$/, line => line.replace(/[\s,]/g, '')),
  letter: only(/[^A-Za-z]/g, 32),
  symbol: only(/[^\p{P}\p{S}]/gu, 5),
  character_string: only(/[^\x21-\x7e]/g, 32),
  time: whole(span(`(${DAY} ?)?${CLOCK}`)),
  date: whole(span(`${DAY}( ?${CLOCK})?`)),
  amount: whole(/^\p{Sc}?\d{1,10}(\.\d{1,2})?元?$/u, line => line.replace(/[\s,]/g, '')),
  phone_number: whole(/^(?=.*\d)[\d+\-()*]{1,17}$/, line => line.replace(/\s/g, '')),
  car_number: whole(/^[\p{Script=Han}A-Za-z0-9]{1,8}$/u, line => line.replace(/[\s·]/g, '')),
  name: line => only(/[^\p{Script=Han}]/gu, 10)(line) || only(/[^A-Za-z ]/g, 20)(line).trim(),
  phrase: only(/[^\p{Script=Han}]/gu, 5),
}

/** Whether a key names a type that we know: `thing1`, `character_string12`. */
export function isTemplateKey(key: string): boolean {
  return /^[a-z_]+\d{1,3}$/.test(key) && ownEntry(KINDS, kindOf(key)) !== undefined
}

/** The value as the key's type takes it, cut where it may be; undefined when nothing of it fits. */
export function fitTemplateValue(key: string, value: string): string | undefined {
  return ownEntry(KINDS, kindOf(key))?.(plainLine(value)) || undefined
}

function kindOf(key: string): string {
  return key.replace(/\d+$/, '')
}

/** By whole characters, without an ellipsis: most types would refuse it. */
function cutAscii(text: string, max: number): string {
  return [...text].slice(0, max).join('')
}
