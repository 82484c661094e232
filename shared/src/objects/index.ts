import { asset } from './asset'
import { attachment } from './attachment'
import { contact } from './contact'
import { contract } from './contract'
import { customer } from './customer'
import type { ObjectDeclaration, ObjectName } from './declare'
import { followUp } from './follow-up'
import { lead } from './lead'
import { partner } from './partner'
import { pool } from './pool'
import { product } from './product'
import { serviceRequest } from './service-request'
import { survey } from './survey'
import { task } from './task'
import { workOrder } from './work-order'

/** Every object by name: the one list from which everything generic is derived. */
export const objects = {
  lead,
  customer,
  contact,
  followUp,
  pool,
  contract,
  product,
  partner,
  task,
  attachment,
  asset,
  serviceRequest,
  workOrder,
  survey,
} as const

/** All declarations in their order of presentation. */
export const objectList: readonly ObjectDeclaration[] = Object.values(objects)

/** The declaration of an object, or undefined for any other word. */
export function findObject(name: string): ObjectDeclaration | undefined {
  return Object.hasOwn(objects, name) ? objects[name as ObjectName] : undefined
}

export type {
  Field,
  FieldKind,
  Fields,
  Need,
  ObjectDeclaration,
  ObjectName,
  ReferenceTarget,
} from './declare'
