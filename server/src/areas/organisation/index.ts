import type { Handler } from '../../kernel/context'
import { startHandover } from './handover'
import { leaveCompany, returnToCompany } from './leave'
import { linkIdentity, unlinkIdentity } from './link-identity'
import { moveDepartment, removeDepartment } from './move-department'
import { type MoveHolding, passRecord } from './pass-record'
import { changeDepartment, createDepartment } from './write-department'
import { changeEmployee, createEmployee, moveEmployee } from './write-employee'
import { changeOrganisation, createOrganisation } from './write-organisation'
import { changePosition, createPosition, removePosition } from './write-position'

/** The verbs of the company's structure and people. @param moveHolding the pools' part of a change of owner */
export function organisationHandlers(moveHolding: MoveHolding): readonly Handler[] {
  return [
    createOrganisation,
    changeOrganisation,
    createDepartment,
    changeDepartment,
    moveDepartment,
    removeDepartment,
    createPosition,
    changePosition,
    removePosition,
    createEmployee,
    changeEmployee,
    moveEmployee,
    leaveCompany,
    returnToCompany,
    linkIdentity,
    unlinkIdentity,
    startHandover,
    passRecord(moveHolding),
  ]
}

export { type Restamp, restamp } from './restamp'
export { organisationReactions } from './tell-receivers'
