import { type Translate, translator } from '@gonghai/shared/i18n'

/** The rules that a new installation has; `duplicate.given.<key>` in Chinese is the name with which each comes. */
const given = [
  'customerName',
  'taxNumber',
  'customerPhone',
  'customerLike',
  'leadLike',
  'leadPhone',
  'contactName',
  'contactPhone',
] as const

const keyOf: ReadonlyMap<string, string> = new Map(
  given.map(key => [translator('zh-CN')(`duplicate.given.${key}`), `duplicate.given.${key}`]),
)

/** A rule of the first installation in the reader's language while nobody has renamed it; else as the company calls it. */
export function ruleName(t: Translate, name: string): string {
  const key = keyOf.get(name)
  return key ? t(key) : name
}
