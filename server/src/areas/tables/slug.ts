import { pinyin } from 'pinyin-pro'

const longest = 24

/** A short plain key for a label that isn't taken yet: 采购预算 → caigouyusuan. */
export function slug(label: string, taken: ReadonlySet<string>, prefix = ''): string {
  const plain = pinyin(label, { toneType: 'none', type: 'array', v: true })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, longest)
  const base = prefix + (plain || 'field')
  for (let next = 2, key = base; ; next++) {
    if (!taken.has(key)) return key
    key = `${base}_${next}`
  }
}
