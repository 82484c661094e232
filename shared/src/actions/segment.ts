import { defineAction, ref } from './declare'

/** What segments are made of (CUST-13). */
export const segmentObjects = ['customer', 'contact'] as const
export type SegmentObject = (typeof segmentObjects)[number]

const name = { kind: 'text', max: 50, required: true } as const
/** The conditions as lists take them, as JSON. */
const filter = { kind: 'longText', max: 20_000, required: true } as const
const description = { kind: 'text', max: 200 } as const
/** Seen by everybody who may use segments. */
const shared = { kind: 'boolean' } as const

/** Saves conditions over customers or contacts under a name. */
export const segmentCreate = defineAction({
  name: 'segment.create',
  area: 'segments',
  input: {
    name,
    object: { kind: 'choice', options: segmentObjects, required: true },
    filter,
    description,
    shared,
  },
  needs: { object: 'segment', verb: 'create' },
  errors: ['duplicateValue'],
})

/** Changes a segment of one's own. */
export const segmentUpdate = defineAction({
  name: 'segment.update',
  area: 'segments',
  input: {
    segment: ref('segment', 'edit'),
    version: { kind: 'integer', required: true, min: 1 },
    name,
    filter,
    description,
    shared,
  },
  needs: { object: 'segment', verb: 'create' },
  errors: ['staleVersion', 'notYourSegment', 'duplicateValue'],
})

/** Deletes a segment of one's own; the records in it are not touched. */
export const segmentRemove = defineAction({
  name: 'segment.remove',
  area: 'segments',
  input: { segment: ref('segment', 'edit') },
  needs: { object: 'segment', verb: 'create' },
  errors: ['notYourSegment'],
})

/** The actions of segments. */
export const segmentActions = [segmentCreate, segmentUpdate, segmentRemove] as const
