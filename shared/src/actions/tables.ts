import { objectList } from '../objects'
import { customKinds, resultKinds } from '../objects/custom'
import type { Fields } from '../objects/declare'
import { defineAction, ref } from './declare'

/** Objects to which the company may add fields. */
export const customObjects: readonly string[] = objectList
  .filter(object => object.can.custom)
  .map(object => object.name)

/** Objects that have lists of their own, and so views. */
export const listedObjects: readonly string[] = objectList
  .filter(object => !object.parent)
  .map(object => object.name)

const configure = { object: 'customField', verb: 'configure' } as const

/** What a field is besides its object and its kind. Numbers come as texts, so that "0.50" stays what was typed. */
const details = {
  labelTw: { kind: 'text', max: 30 },
  labelEn: { kind: 'text', max: 60 },
  hint: { kind: 'text', max: 100 },
  required: { kind: 'boolean' },
  /** Options in their order; those with a key exist already. One that is in use and left out is retired. */
  options: {
    kind: 'lines',
    fields: {
      label: { kind: 'text', required: true, max: 30 },
      labelTw: { kind: 'text', max: 30 },
      labelEn: { kind: 'text', max: 60 },
      key: { kind: 'text', max: 40 },
      active: { kind: 'boolean', initial: true },
    },
  },
  min: { kind: 'decimal' },
  max: { kind: 'decimal' },
  /** Longest text in characters; of files, how many. */
  length: { kind: 'integer', min: 1, max: 5000 },
  /** Digits after the point. */
  scale: { kind: 'integer', min: 0, max: 6 },
  /** Value of a new record, as it is typed; an option's key. */
  initial: { kind: 'text', max: 200 },
  /** Heading under which forms and details show it. */
  section: { kind: 'text', max: 20 },
  /** Of objects that lie in pools: also shown before they are claimed (CUST-3). */
  pooled: { kind: 'boolean' },
  sortable: { kind: 'boolean' },
  /** With fields by their label or key in braces: `{合同金额} * 0.13`. */
  formula: { kind: 'longText', max: 1000 },
  result: { kind: 'choice', options: resultKinds },
} as const satisfies Fields

const errors = ['formulaInvalid', 'tooManyFields', 'tooManySortable', 'kindNotConvertible'] as const

/** Adds a field to an object, without a deployment (CUST-15). */
export const customFieldCreate = defineAction({
  name: 'customField.create',
  area: 'tables',
  input: {
    object: { kind: 'choice', options: customObjects, required: true },
    kind: { kind: 'choice', options: customKinds, required: true },
    label: { kind: 'text', max: 30, required: true },
    ...details,
  },
  needs: configure,
  errors,
})

/** Changes a field; its data stays (CUST-15). */
export const customFieldUpdate = defineAction({
  name: 'customField.update',
  area: 'tables',
  input: {
    field: ref('customField', 'exists'),
    version: { kind: 'integer', required: true, min: 1 },
    kind: { kind: 'choice', options: customKinds },
    label: { kind: 'text', max: 30 },
    ...details,
  },
  needs: configure,
  errors: [...errors, 'staleVersion'],
})

/** Takes a field out of use; what records have in it is kept (CUST-15). */
export const customFieldRetire = defineAction({
  name: 'customField.retire',
  area: 'tables',
  input: { field: ref('customField', 'exists') },
  needs: configure,
  errors: ['fieldInFormula'],
  undo: 'customField.restore',
})

/** Brings a retired field back with its values (CUST-15). */
export const customFieldRestore = defineAction({
  name: 'customField.restore',
  area: 'tables',
  input: { field: ref('customField', 'exists') },
  needs: configure,
  errors: ['tooManyFields', 'formulaInvalid'],
})

/** Puts an object's own fields in order (CUST-15). */
export const customFieldArrange = defineAction({
  name: 'customField.arrange',
  area: 'tables',
  input: {
    object: { kind: 'choice', options: customObjects, required: true },
    /** Every field's key, in the order wanted. */
    order: { kind: 'lines', required: true, fields: { key: { kind: 'text', required: true, max: 40 } } },
  },
  needs: configure,
  errors: [],
})

/** What a view remembers. */
const view = {
  /** Filter tree of a list query, as JSON. */
  filter: { kind: 'longText', max: 10_000 },
  sort: { kind: 'text', max: 60 },
  tab: { kind: 'choice', options: ['mine', 'group', 'all'] },
  columns: { kind: 'lines', fields: { field: { kind: 'text', required: true, max: 60 } } },
} as const satisfies Fields

/** Keeps a filter, an order and columns under a name (CUST-16). */
export const savedViewCreate = defineAction({
  name: 'savedView.create',
  area: 'tables',
  input: {
    object: { kind: 'choice', options: listedObjects, required: true },
    name: { kind: 'text', required: true, max: 20 },
    shared: { kind: 'boolean' },
    ...view,
  },
  needs: { object: 'savedView', verb: 'create' },
  errors: ['tooManyViews'],
})

/** Changes a view (CUST-16). */
export const savedViewUpdate = defineAction({
  name: 'savedView.update',
  area: 'tables',
  input: {
    view: ref('savedView', 'edit'),
    name: { kind: 'text', max: 20 },
    shared: { kind: 'boolean' },
    ...view,
  },
  needs: { object: 'savedView', verb: 'update' },
  errors: [],
})

/** Takes a view away (CUST-16). */
export const savedViewRemove = defineAction({
  name: 'savedView.remove',
  area: 'tables',
  input: { view: ref('savedView', 'edit') },
  needs: { object: 'savedView', verb: 'remove' },
  errors: [],
})

/** How I like a list: its columns, and the view that it opens with; both empty = as everybody has it (CUST-16). */
export const listPrefer = defineAction({
  name: 'savedView.prefer',
  area: 'tables',
  input: {
    object: { kind: 'choice', options: listedObjects, required: true },
    columns: view.columns,
    view: { kind: 'reference', target: 'savedView', need: 'query' },
  },
  needs: { object: 'savedView', verb: 'query' },
  errors: [],
})

/** All actions of this file. */
export const tableActions = [
  customFieldCreate,
  customFieldUpdate,
  customFieldRetire,
  customFieldRestore,
  customFieldArrange,
  savedViewCreate,
  savedViewUpdate,
  savedViewRemove,
  listPrefer,
] as const
