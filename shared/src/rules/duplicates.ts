/** Objects that duplicate rules compare with each other (CUST-11). */
export const duplicateObjects = ['lead', 'customer', 'contact'] as const
export type DuplicateObject = (typeof duplicateObjects)[number]

/** `forbid`: nothing is saved. `warn`: whoever saves is shown what was found, and may go on. */
export const duplicateEffects = ['forbid', 'warn'] as const
export type DuplicateEffect = (typeof duplicateEffects)[number]

/** Least degree that a fuzzy comparison may ask for: below it everything resembles everything. */
export const leastDegree = 60

/** One comparison of a rule; all of its comparisons must hold. */
export interface DuplicateCondition {
  /** A field of the rule's object; with other objects the field of the same kind is compared. */
  field: string
  match: 'exact' | 'fuzzy'
  /** Percent, for fuzzy ones. */
  degree?: number | null
}

/** What a rule may show of the other record besides its owner, department and state. */
export const shownFields = [
  'name',
  'company',
  'phone',
  'taxNumber',
  'industry',
  'source',
  'region',
  'address',
  'createdAt',
  'lastFollowAt',
] as const
export type ShownField = (typeof shownFields)[number]

/** When records of an object count as the same, and what happens then. */
export interface DuplicateRuleContent {
  object: DuplicateObject
  name: string
  active: boolean
  conditions: DuplicateCondition[]
  /** Objects whose records are compared. */
  targets: DuplicateObject[]
  shown: ShownField[]
  effect: DuplicateEffect
}

/** The rules of a new installation; names in Chinese, as they are the company's own from then on. */
export const defaultDuplicateRules: readonly DuplicateRuleContent[] = [
  {
    object: 'customer',
    name: '客户名称相同',
    active: true,
    conditions: [{ field: 'name', match: 'exact' }],
    targets: ['customer'],
    shown: ['name', 'region', 'createdAt', 'lastFollowAt'],
    effect: 'forbid',
  },
  {
    object: 'customer',
    name: '税号相同',
    active: true,
    conditions: [{ field: 'taxNumber', match: 'exact' }],
    targets: ['customer'],
    shown: ['name', 'taxNumber', 'createdAt', 'lastFollowAt'],
    effect: 'forbid',
  },
  {
    object: 'customer',
    name: '电话相同',
    active: true,
    conditions: [{ field: 'phone', match: 'exact' }],
    targets: ['customer', 'lead', 'contact'],
    shown: ['name', 'phone', 'createdAt', 'lastFollowAt'],
    effect: 'warn',
  },
  {
    object: 'customer',
    name: '客户名称相近',
    active: true,
    conditions: [{ field: 'name', match: 'fuzzy', degree: 80 }],
    targets: ['customer', 'lead'],
    shown: ['name', 'region', 'createdAt', 'lastFollowAt'],
    effect: 'warn',
  },
  {
    object: 'lead',
    name: '线索公司与客户相近',
    active: true,
    conditions: [{ field: 'company', match: 'fuzzy', degree: 80 }],
    targets: ['customer', 'lead'],
    shown: ['name', 'company', 'createdAt', 'lastFollowAt'],
    effect: 'warn',
  },
  {
    object: 'lead',
    name: '线索电话相同',
    active: true,
    conditions: [{ field: 'phone', match: 'exact' }],
    targets: ['lead', 'customer', 'contact'],
    shown: ['name', 'phone', 'createdAt', 'lastFollowAt'],
    effect: 'warn',
  },
  {
    object: 'contact',
    name: '同一客户的同名联系人',
    active: true,
    conditions: [
      { field: 'name', match: 'exact' },
      { field: 'customer', match: 'exact' },
    ],
    targets: ['contact'],
    shown: ['name', 'phone', 'createdAt'],
    effect: 'warn',
  },
  {
    object: 'contact',
    name: '联系人电话相同',
    active: true,
    conditions: [{ field: 'phone', match: 'exact' }],
    targets: ['contact', 'lead'],
    shown: ['name', 'phone', 'createdAt'],
    effect: 'warn',
  },
]
