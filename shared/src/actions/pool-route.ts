import { defineAction } from './declare'

/** What a route may look at, by object; each is a field of the record. */
export const routeFields = {
  customer: ['region', 'industry', 'source', 'interest'],
  lead: ['source', 'interest'],
} as const

/** Which pool takes records without an owner: the first line that fits; without one the default pool (POOL-1). Replaces all lines of the object. */
export const poolSetRoutes = defineAction({
  name: 'pool.setRoutes',
  area: 'pool',
  input: {
    object: { kind: 'choice', options: ['customer', 'lead'], required: true },
    /** As it was read; 0 before the first. */
    version: { kind: 'integer', min: 0, required: true },
    routes: {
      kind: 'lines',
      required: true,
      fields: {
        field: { kind: 'choice', options: ['region', 'industry', 'source', 'interest'], required: true },
        /** One of the field's options; of `interest` words that it contains. */
        value: { kind: 'text', required: true, max: 50 },
        pool: { kind: 'reference', target: 'pool', need: 'query', required: true },
      },
    },
  },
  needs: { object: 'poolRoute', verb: 'configure' },
  errors: ['staleVersion', 'wrongPoolKind'],
})
