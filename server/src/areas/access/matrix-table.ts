import type { MatrixAnswer } from '@gonghai/shared/client/access-api'
import type { Translate } from '@gonghai/shared/i18n'

/** The matrix as a table: a line for each role and what it may do something with. */
export interface MatrixTable {
  name: string
  columns: { heading: string }[]
  rows: (string | number)[][]
}

const headings = ['role', 'people', 'subject', 'verbs', 'query', 'view', 'edit', 'named', 'masks'] as const

/** The words of a subject: an object's name, or that of a setting. */
function subjectWords(t: Translate, subject: string): string {
  const key = `access.subject.${subject}`
  const words = t(key)
  return words === key ? t(`object.${subject}.label`) : words
}

/** Who may do what, in somebody's language (SET-2). */
export function matrixTable(t: Translate, { roles }: MatrixAnswer): MatrixTable {
  const scope = (name: string) => (name ? t(`settings.value.scopes.${name}`) : '')
  const rows = roles.flatMap(({ name, people, cells }) =>
    cells
      .filter(({ verbs }) => verbs.length > 0)
      .map(({ object, verbs, query, view, edit, named, masks }) => [
        name,
        people,
        subjectWords(t, object),
        verbs.map(verb => t(`settings.value.permissions.${verb}`)).join(t('ui.listComma')),
        ...[query, view, edit].map(scope),
        named,
        masks,
      ]),
  )
  return {
    name: t('settings.section.matrix.label'),
    columns: headings.map(key => ({ heading: t(`access.matrix.column.${key}`) })),
    rows,
  }
}
