import { actions } from '@gonghai/shared/actions'
import { settingSubjects, type Verb, verbs } from '@gonghai/shared/actions/declare'
import type { AccessCatalogue } from '@gonghai/shared/client/access-api'
import { translator } from '@gonghai/shared/i18n'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { labelOf } from '@gonghai/shared/objects/labels'
import type { EmployeeActor } from '../../kernel/actor'
import { isMaskable } from './definition'

/** Verbs of settings that no action asks for, but pages and reports do. */
const pages: Readonly<Record<string, readonly Verb[]>> = {
  role: ['configure', 'grant'],
  access: ['explain', 'grant', 'configure'],
}

/** The verbs that something of this subject asks for, in the order of the list of all verbs. */
export function askedVerbs(subject: string, object?: ObjectDeclaration): Verb[] {
  const asked = new Set<string>(pages[subject] ?? [])
  for (const { needs } of actions) if (needs.object === subject) asked.add(needs.verb)
  if (object) {
    for (const verb of ['query', 'view', ...object.verbs, 'export']) asked.add(verb)
    if (object.verbs.includes('create')) asked.add('import')
  } else if (subject !== 'approval' && subject !== 'access') asked.add('configure')
  if (subject === 'access') asked.delete('query')
  return verbs.filter(verb => asked.has(verb))
}

/** GET /api/access/catalogue: everything that a role can say something about. */
export function accessCatalogue(actor: EmployeeActor): AccessCatalogue {
  const { catalogue } = actor.access
  const t = translator(actor.locale)
  const areas = [...new Set(catalogue.list.map(({ area }) => area))]
  const fieldsOf = (object: ObjectDeclaration) =>
    Object.entries(object.fields)
      .filter(([name, field]) => isMaskable(object, name, field))
      .map(([name, field]) => ({
        name,
        kind: field.kind,
        ...(field.required ? { required: true as const } : {}),
        label: labelOf(field, actor.locale) ?? t(`object.${object.name}.field.${name}`),
      }))
  const listed = areas.map(key => ({
    key,
    objects: catalogue.list
      .filter(({ area }) => area === key)
      .map(object => ({
        name: object.name,
        verbs: askedVerbs(object.name, object) as string[],
        owned: object.can.owned === true,
        fields: fieldsOf(object),
      })),
  }))
  const settings = settingSubjects.map(name => ({
    name: name as string,
    verbs: askedVerbs(name) as string[],
    owned: false,
    fields: [],
  }))
  return { areas: [...listed, { key: 'settings', objects: settings }] }
}
