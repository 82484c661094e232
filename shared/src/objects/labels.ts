import type { Field, Labels } from './declare'

/** One text of several languages; the first language's, or any, where the wanted one is missing. */
export function inLocale(labels: Labels, locale: keyof Labels): string {
  return labels[locale] ?? labels['zh-CN'] ?? Object.values(labels)[0] ?? ''
}

/** The company's own name of a field, if it has one. */
export function labelOf(field: Field | undefined, locale: keyof Labels): string | undefined {
  return field?.labels && inLocale(field.labels, locale)
}

/** The company's own word for an option, if it has one. */
export function optionLabelOf(
  field: Field | undefined,
  option: string,
  locale: keyof Labels,
): string | undefined {
  const labels = field?.optionLabels?.[option]
  return labels && inLocale(labels, locale)
}
