import type { Grant } from './combine'
import { type NamedReach, reachNeeds, type Scope, type ScopeRule } from './context'

/** Scopes that mean the whole of an organisation for whoever stands in none of its departments. */
export const wholeOf: readonly Scope[] = ['all', 'departmentTree']

function ruleAbroad(rule: ScopeRule, roots: readonly string[]): ScopeRule {
  const scope = (need: keyof Omit<ScopeRule, 'named'>): Scope => (rule[need] === 'none' ? 'none' : 'own')
  const named = reachNeeds
    .filter(need => wholeOf.includes(rule[need]))
    .flatMap(need => roots.map((id): NamedReach => ({ kind: 'department', id, need })))
  return {
    query: scope('query'),
    view: scope('view'),
    edit: scope('edit'),
    named: [...(rule.named ?? []), ...named],
  }
}

/** Is a grant for another organisation than the holder's own? */
export const isAbroad = (organisationId: string, grant: Pick<Grant, 'organisation_id'>): boolean =>
  grant.organisation_id !== null && grant.organisation_id !== organisationId

/**
 * A role as it counts for its holder (SET-1, roles per organisation). Given for another organisation than one's own, "all" and
 * "department and below" reach that organisation by its root departments, as if they were named; narrower scopes leave what is
 * one's own. What is permitted (the verbs) holds everywhere, as with every role.
 */
export function settled<G extends Grant>(organisationId: string, grant: G): G {
  if (!isAbroad(organisationId, grant)) return grant
  const rules = Object.entries(grant.scopes)
  const scopes = Object.fromEntries(
    rules.map(([object, rule]) => [object, ruleAbroad(rule, grant.roots ?? [])]),
  )
  return { ...grant, scopes }
}
