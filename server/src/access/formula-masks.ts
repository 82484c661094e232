import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { formulaReads } from '../records/custom/formulas'
import type { Masking } from './context'

type Masks = Readonly<Record<string, Masking>>

/** A role's masks of one object with the formulas that would tell what they mask: those are hidden. */
export function withFormulas(object: ObjectDeclaration | undefined, masks: Masks): Masks {
  if (!object || Object.keys(masks).length === 0) return masks
  const all: Record<string, Masking> = { ...masks }
  for (const [field, reads] of formulaReads(object)) {
    if (reads.some(name => all[name])) all[field] = 'hidden'
  }
  return all
}
