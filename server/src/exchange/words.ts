import type { Locale, Translate } from '@gonghai/shared/i18n'
import { translator } from '@gonghai/shared/i18n'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { labelOf, optionLabelOf } from '@gonghai/shared/objects/labels'

/** The words of tables in one language: headings, options, yes and no. */
export class TableWords {
  readonly t: Translate
  constructor(
    readonly locale: Locale,
    readonly object: ObjectDeclaration,
  ) {
    this.t = translator(locale)
  }

  /** The heading of a field's column. */
  heading(name: string, field: Field | undefined): string {
    const own = labelOf(field, this.locale)
    if (own) return own
    const key = `object.${this.object.name}.field.${name}`
    const label = this.t(key)
    return label === key ? this.t(`object.common.field.${name}`) : label
  }

  option(name: string, field: Field, option: string): string {
    return optionLabelOf(field, option, this.locale) ?? this.t(`option.${this.object.name}.${name}.${option}`)
  }

  flag(value: boolean): string {
    return this.t(`option.boolean.${value}`)
  }
}
