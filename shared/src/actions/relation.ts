import { defineAction, ref } from './declare'

/** What kinds of relations are between: two contacts, a contact and somebody around it, two customers (CUST-10). */
export const relationSides = ['contact', 'person', 'customer'] as const
export type RelationSide = (typeof relationSides)[number]

const remark = { kind: 'text', max: 200 } as const
/** The relation is the other one's to this one. */
const reverse = { kind: 'boolean' } as const
const contact = ref('contact', 'edit')
const kind = ref('relationKind', 'exists')

/** A contact stands in a relation to another one: reports to, influences, friend … */
export const contactRelate = defineAction({
  name: 'contact.relate',
  area: 'relations',
  input: { contact, kind, other: ref('contact', 'view'), reverse, remark },
  needs: { object: 'contact', verb: 'update' },
  errors: ['relatedToItself', 'relationCircle', 'duplicateValue', 'invalidInput'],
})

/** Takes a relation between two contacts away, or a person around a contact. */
export const contactUnrelate = defineAction({
  name: 'contact.unrelate',
  area: 'relations',
  input: { contact, relation: { kind: 'text', max: 36, required: true } },
  needs: { object: 'contact', verb: 'update' },
  errors: ['notFound'],
})

const person = {
  contact,
  kind,
  name: { kind: 'text', max: 50, required: true },
  hobbies: { kind: 'text', max: 200 },
  birthday: { kind: 'date' },
  /** Other dates that matter, in words. */
  dates: { kind: 'text', max: 200 },
  remark,
} as const

/** Somebody around a contact who is no contact: family, a friend; named again by `person`, it is changed. */
export const contactKnows = defineAction({
  name: 'contact.knows',
  area: 'relations',
  input: { ...person, person: { kind: 'text', max: 36 } },
  needs: { object: 'contact', verb: 'update' },
  errors: ['notFound', 'invalidInput'],
})

/** A customer stands in a relation to another one: parent, partner, referrer … */
export const customerRelate = defineAction({
  name: 'customer.relate',
  area: 'relations',
  input: { customer: ref('customer', 'edit'), kind, other: ref('customer', 'view'), reverse, remark },
  needs: { object: 'customer', verb: 'update' },
  errors: ['relatedToItself', 'relationCircle', 'duplicateValue', 'invalidInput'],
})

/** Takes a relation between two customers away. */
export const customerUnrelate = defineAction({
  name: 'customer.unrelate',
  area: 'relations',
  input: { customer: ref('customer', 'edit'), relation: { kind: 'text', max: 36, required: true } },
  needs: { object: 'customer', verb: 'update' },
  errors: ['notFound'],
})

const kindWords = {
  name: { kind: 'text', max: 20 },
  /** Seen from the other side; without it, it is mutual. */
  inverse: { kind: 'text', max: 20 },
  active: { kind: 'boolean' },
} as const

/** A kind of relation of the company's own. */
export const relationKindCreate = defineAction({
  name: 'relationKind.create',
  area: 'relations',
  input: {
    ...kindWords,
    name: { ...kindWords.name, required: true },
    object: { kind: 'choice', options: relationSides, required: true },
  },
  needs: { object: 'customer', verb: 'configure' },
  errors: [],
})

/** Renames an own kind, or offers one no more; those that come with Gonghai keep their names. */
export const relationKindUpdate = defineAction({
  name: 'relationKind.update',
  area: 'relations',
  input: { kind, ...kindWords },
  needs: { object: 'customer', verb: 'configure' },
  errors: [],
})

/** The actions of relations. */
export const relationActions = [
  contactRelate,
  contactUnrelate,
  contactKnows,
  customerRelate,
  customerUnrelate,
  relationKindCreate,
  relationKindUpdate,
] as const
