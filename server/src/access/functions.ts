import type { ObjectName } from '@gonghai/shared/objects'

/** What an organisation can be without; switched off, the objects are absent for its people (SET-1). */
export const organisationFunctions = ['sales', 'marketing', 'service'] as const
export type OrganisationFunction = (typeof organisationFunctions)[number]

/** The objects of each function; what stands in none of them belongs to everybody. */
export const functionObjects: Record<OrganisationFunction, readonly ObjectName[]> = {
  sales: ['lead', 'pool', 'customer', 'contact', 'contract'],
  marketing: [],
  service: ['asset', 'serviceRequest', 'workOrder', 'survey'],
}

/** The objects that are absent for an organisation's people. */
export function absentObjects(functions: readonly string[]): Set<string> {
  const off = organisationFunctions.filter(name => !functions.includes(name))
  return new Set(off.flatMap(name => functionObjects[name]))
}
