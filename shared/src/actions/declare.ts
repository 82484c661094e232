import type { ErrorCode } from '../errors'
import type { Field, Fields, Need, ObjectName, ReferenceTarget } from '../objects/declare'

/** The verbs that a role is granted per object; the third level of function permission. */
export const verbs = [
  'query',
  'view',
  'create',
  'update',
  'remove',
  'restore',
  'import',
  'export',
  'claim',
  'assign',
  'directAssign',
  'release',
  'extend',
  'lock',
  'review',
  'sign',
  'convert',
  'close',
  'transfer',
  'share',
  'merge',
  'submit',
  'decide',
  'complete',
  'dispatch',
  'handle',
  'answer',
  'configure',
  'explain',
  'grant',
] as const
export type Verb = (typeof verbs)[number]

/** What is permitted besides the declared objects: approvals, and what the company sets up. */
export const settingSubjects = [
  'approval',
  'poolRoute',
  'organisation',
  'role',
  'access',
  'duplicateRule',
  'customField',
  'numberRule',
  'savedView',
  'segment',
  'tag',
] as const
export type SettingSubject = (typeof settingSubjects)[number]

/** A function permission: one verb on one object, or on one of the company's settings. */
export interface Permission {
  object: ObjectName | SettingSubject
  verb: Verb
}

/** A verb that people, cards, typed lines and jobs call alike; its handler stands in the server's room of its area. */
export interface ActionContract {
  /** `object.verb` or `area.verb`: also the route, the history entry, the card button and the test title. */
  name: string
  area: string
  /** Who may call it at all; default employees and the system. Customers come through the portal, never by roles. */
  by?: readonly ('employee' | 'customer' | 'system')[]
  input: Fields
  needs: Permission
  /** Refusals that its handler may give, besides those of the pipeline. */
  errors: readonly ErrorCode[]
  /** The action that takes it back, where that is possible. */
  undo?: string
  /** An object whose own fields, as far as people write them, are asked for with this: it is the form that they are filled in by. */
  fills?: ObjectName
  /** The input field that names the record: the action may be done to many at once (an operation with a result per record). */
  bulk?: string
}

/** Keeps the literal types of a contract while checking its form. */
export function defineAction<const C extends ActionContract>(contract: C): C {
  return contract
}

/** A reference to one record, loaded under the actor's scope and locked before the handler runs. */
export function ref<const T extends ReferenceTarget, const N extends Need>(target: T, need: N) {
  return { kind: 'reference', target, need, required: true } as const
}

/** A reference to a record of one of several objects, written "object:id". */
export function recordRef<const T extends readonly ObjectName[], const N extends Need>(targets: T, need: N) {
  return { kind: 'record', targets, need, required: true } as const
}

/** The TypeScript value of a field in an action's input. */
type ValueOf<F extends Field> = F['kind'] extends 'boolean'
  ? boolean
  : F['kind'] extends 'integer'
    ? number
    : F['kind'] extends 'choices' | 'people' | 'tags' | 'files'
      ? string[]
      : F['kind'] extends 'lines'
        ? Record<string, unknown>[]
        : F extends { kind: 'choice'; options: readonly (infer O)[] }
          ? O
          : string

/** The parsed input of an action, from its contract. */
export type InputOf<C extends ActionContract> = {
  [K in keyof C['input'] as C['input'][K] extends { required: true } ? K : never]: ValueOf<C['input'][K]>
} & {
  [K in keyof C['input'] as C['input'][K] extends { required: true } ? never : K]?: ValueOf<C['input'][K]>
}
