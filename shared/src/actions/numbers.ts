import { numberDates, numberResets } from '../rules/numbers'
import { defineAction } from './declare'

/** Changes what the numbers of a kind of record look like, from the next record on (SET-4). */
export const numberRuleChange = defineAction({
  name: 'numberRule.change',
  area: 'numbers',
  input: {
    /** An object, or an object and its kind: `customer`, `pool.lead`. */
    key: { kind: 'text', required: true, max: 60 },
    /** 0 where the company has not changed it before. */
    version: { kind: 'integer', required: true, min: 0 },
    prefix: { kind: 'text', required: true, max: 6 },
    date: { kind: 'choice', required: true, options: numberDates },
    digits: { kind: 'integer', required: true, min: 1, max: 8 },
    reset: { kind: 'choice', required: true, options: numberResets },
    manual: { kind: 'boolean' },
  },
  needs: { object: 'numberRule', verb: 'configure' },
  errors: ['staleVersion', 'numberPattern'],
})
