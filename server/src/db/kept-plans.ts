/** Texts whose plan every connection keeps, with the name under which it does. */
const names = new Map<string, string>()

/** A connection holds one plan per text: what is made of ever new words must not fill its memory. */
const most = 400

/**
 * Marks a statement as one that is parsed and planned once per connection instead of at every call. Only for statements whose
 * best plan does not depend on the values (a row by its id, an insert), and that name their columns: a text with `t.*` would
 * fail in running processes when a migration adds a column.
 * @returns the text itself
 */
export function keepPlan(text: string): string {
  if (!names.has(text) && names.size < most) names.set(text, `kept_${names.size}`)
  return text
}

/** What pg is given for a statement: with a name where its plan is kept. */
export function statementOf(text: string, values: readonly unknown[]) {
  const name = names.get(text)
  return name === undefined
    ? { text, values: values as unknown[] }
    : { name, text, values: values as unknown[] }
}
