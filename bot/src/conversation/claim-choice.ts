import type { DialogChoice, Found } from '@gonghai/shared/ports/crm'

/** The choice of claiming one found record. */
export function claimChoice(found: Found): DialogChoice {
  return { title: found.title, call: { action: 'pool.claim', input: { record: found.record } } }
}
