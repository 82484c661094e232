import { defineAction, recordRef, ref } from './declare'

/** What can carry tags; pools are given theirs in their form (CUST-18). */
export const taggedObjects = ['pool', 'lead', 'customer', 'contact'] as const
export type TaggedObject = (typeof taggedObjects)[number]

/** The colours of tags; the mini-app has a look for each. */
export const tagColors = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple'] as const
export type TagColor = (typeof tagColors)[number]

const name = { kind: 'text', max: 20, required: true } as const
const color = { kind: 'choice', options: tagColors, required: true } as const
const objects = { kind: 'choices', options: taggedObjects, required: true } as const

/** A new tag for everybody to use. */
export const tagCreate = defineAction({
  name: 'tag.create',
  area: 'tags',
  input: { name, color, objects },
  needs: { object: 'tag', verb: 'configure' },
  errors: ['duplicateValue'],
})

/** Renames, recolours or retires a tag: a retired one stays where it is, and is offered no more. */
export const tagUpdate = defineAction({
  name: 'tag.update',
  area: 'tags',
  input: {
    tag: ref('tag', 'exists'),
    version: { kind: 'integer', required: true, min: 1 },
    name,
    color,
    objects,
    active: { kind: 'boolean' },
  },
  needs: { object: 'tag', verb: 'configure' },
  errors: ['staleVersion', 'duplicateValue'],
})

/** Deletes a tag that nothing carries. */
export const tagDiscard = defineAction({
  name: 'tag.discard',
  area: 'tags',
  input: { tag: ref('tag', 'exists') },
  needs: { object: 'tag', verb: 'configure' },
  errors: ['tagInUse'],
})

const onRecord = {
  record: recordRef(['customer', 'lead', 'contact'], 'edit'),
  tags: { kind: 'tags', required: true },
} as const

/** Puts tags on a record. */
export const tagAdd = defineAction({
  name: 'tag.add',
  area: 'tags',
  input: onRecord,
  needs: { object: 'tag', verb: 'assign' },
  errors: ['notPermitted', 'tagUnfit'],
  undo: 'tag.remove',
  bulk: 'record',
})

/** Takes tags off a record. */
export const tagRemove = defineAction({
  name: 'tag.remove',
  area: 'tags',
  input: onRecord,
  needs: { object: 'tag', verb: 'assign' },
  errors: ['notPermitted'],
  undo: 'tag.add',
  bulk: 'record',
})

/** The actions of tags. */
export const tagActions = [tagCreate, tagUpdate, tagDiscard, tagAdd, tagRemove] as const
