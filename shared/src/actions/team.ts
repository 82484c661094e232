import type { ActionContract } from './declare'

/** What has a team: colleagues with read or edit on one record (CUST-9). */
export const teamObjects = ['lead', 'customer', 'contact', 'contract'] as const
export type TeamObject = (typeof teamObjects)[number]

const people = { kind: 'people', required: true } as const

function contracts(object: TeamObject): [share: ActionContract, unshare: ActionContract] {
  const record = { kind: 'record', targets: [object], need: 'beyondTeam', required: true } as const
  const area = object === 'contract' ? 'sales' : 'customers'
  const base = { area, needs: { object, verb: 'share' }, bulk: 'record' } as const
  return [
    {
      ...base,
      name: `${object}.share`,
      input: { record, people, access: { kind: 'choice', options: ['read', 'edit'], initial: 'read' } },
      errors: ['ownerInTeam', 'cannotJoin'],
    },
    { ...base, name: `${object}.unshare`, input: { record, people }, errors: ['notInTeam'] },
  ]
}

/** Per object: colleagues join a record's team, or are given another access; and leave it. */
export const teamActions: readonly { object: TeamObject; share: ActionContract; unshare: ActionContract }[] =
  teamObjects.map(object => {
    const [share, unshare] = contracts(object)
    return { object, share, unshare }
  })
