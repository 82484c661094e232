import { Box } from '../kit/box'

const companyWords = /(股份|科技|集团|责任)?有限(责任)?公司$|集团$|厂$/
const placeWords =
  /^(苏州|昆山|无锡|常州|上海|南京|杭州|宁波|张家港|常熟|深圳|广州|东莞|北京|天津|青岛|成都|重庆|武汉|西安)市?/

/** Two characters that stand for a name: the last two of a person, the first two of a company's own name, initials in Latin. */
export function initials(name: string): string {
  const plain = name.trim()
  if (!/[\u3400-\u9fff]/.test(plain)) {
    return plain
      .split(/\s+/)
      .slice(0, 2)
      .map(word => word.charAt(0).toUpperCase())
      .join('')
  }
  if (plain.length <= 4) return plain.slice(-2)
  const own = plain.replace(companyWords, '').replace(placeWords, '')
  return (own || plain).slice(0, 2)
}

/** A colour number 0–7 that stays with the name. */
export function colourOf(name: string): number {
  let sum = 7
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 65_521
  return sum % 8
}

/** Initials on a stable colour. Size in pixels. */
export function Avatar({ name, size = 36 }: { name: string; size?: number }) {
  return (
    <Box
      className={`avatar avatar-${colourOf(name)}`}
      style={{ width: size, height: size }}
      role="presentation"
    >
      {initials(name)}
    </Box>
  )
}
