import { duplicateEffects, duplicateObjects, leastDegree, shownFields } from '../rules/duplicates'
import { defineAction, ref } from './declare'

const condition = {
  /** A field of the rule's object that can be compared. */
  field: { kind: 'text', required: true, max: 40 },
  match: { kind: 'choice', required: true, options: ['exact', 'fuzzy'] },
  /** Percent, for fuzzy ones. */
  degree: { kind: 'integer', min: leastDegree, max: 100 },
} as const

const content = {
  name: { kind: 'text', required: true, max: 50 },
  active: { kind: 'boolean' },
  conditions: { kind: 'lines', required: true, fields: condition },
  targets: { kind: 'choices', required: true, options: duplicateObjects },
  shown: { kind: 'choices', options: shownFields },
  effect: { kind: 'choice', required: true, options: duplicateEffects },
} as const

const configure = { object: 'duplicateRule', verb: 'configure' } as const

/** Makes a rule: when records count as the same, and what happens then (CUST-11). */
export const duplicateRuleCreate = defineAction({
  name: 'duplicateRule.create',
  area: 'duplicates',
  input: { object: { kind: 'choice', required: true, options: duplicateObjects }, ...content },
  needs: configure,
  errors: [],
})

/** Changes a rule; holds for whatever is saved from now on. */
export const duplicateRuleUpdate = defineAction({
  name: 'duplicateRule.update',
  area: 'duplicates',
  input: {
    rule: ref('duplicateRule', 'exists'),
    version: { kind: 'integer', required: true, min: 1 },
    ...content,
  },
  needs: configure,
  errors: ['staleVersion'],
})

/** Takes a rule away. */
export const duplicateRuleRemove = defineAction({
  name: 'duplicateRule.remove',
  area: 'duplicates',
  input: { rule: ref('duplicateRule', 'exists') },
  needs: configure,
  errors: [],
})

const found = {
  /** "customer:<id>"; a text, since the answer must not tell whether there is such a record. */
  record: { kind: 'text', required: true, max: 80 },
  reason: { kind: 'text', max: 200 },
} as const

/** Asks the owner of a record that was found for a part in it: to read it and follow it up together. */
export const duplicateCooperate = defineAction({
  name: 'duplicate.cooperate',
  area: 'duplicates',
  input: found,
  needs: { object: 'duplicateRule', verb: 'query' },
  errors: ['nobodyToAsk', 'ownRecord'],
})

/** Says that a record should be one's own: whoever stands above its owner, or administers its pool, decides. */
export const duplicateAppeal = defineAction({
  name: 'duplicate.appeal',
  area: 'duplicates',
  input: { ...found, reason: { kind: 'text', required: true, max: 200 } },
  needs: { object: 'duplicateRule', verb: 'query' },
  errors: ['nobodyToAsk', 'ownRecord'],
})

/** Grants it: who asked joins the record's team, to read (cooperation) or to edit (appeal). */
export const duplicateAgree = defineAction({
  name: 'duplicate.agree',
  area: 'duplicates',
  input: { request: ref('duplicateRequest', 'assigned') },
  needs: { object: 'duplicateRule', verb: 'query' },
  errors: ['duplicateAnswered', 'notPermitted', 'notTheirsNow'],
})

/** Grants an appeal in full: who asked owns the record from now on, by the rules of transferring or of assigning. */
export const duplicateHandOver = defineAction({
  name: 'duplicate.handOver',
  area: 'duplicates',
  input: { request: ref('duplicateRequest', 'assigned') },
  needs: { object: 'duplicateRule', verb: 'query' },
  errors: ['duplicateAnswered', 'notPermitted', 'notTheirsNow', 'cannotOwn', 'assigneeFull', 'frozen'],
})

/** Declines it, with the reason. */
export const duplicateRefuse = defineAction({
  name: 'duplicate.refuse',
  area: 'duplicates',
  input: {
    request: ref('duplicateRequest', 'assigned'),
    reason: { kind: 'text', required: true, max: 200 },
  },
  needs: { object: 'duplicateRule', verb: 'query' },
  errors: ['duplicateAnswered', 'notPermitted', 'notTheirsNow'],
})

/** Gives what was asked of somebody who left to whoever decides now; people leave it to `employee.leave`. */
export const duplicatePassOn = defineAction({
  name: 'duplicate.passOn',
  area: 'duplicates',
  input: { employee: ref('person', 'exists'), to: ref('employee', 'exists') },
  needs: { object: 'organisation', verb: 'configure' },
  errors: ['stillActive'],
})
