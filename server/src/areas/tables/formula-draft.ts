import { type Locale, translator } from '@gonghai/shared/i18n'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import type { ResultKind } from '@gonghai/shared/objects/custom'
import { inLocale } from '@gonghai/shared/objects/labels'
import {
  type Checked,
  checkFormula,
  rewriteFormula,
  type Vocabulary,
} from '@gonghai/shared/rules/formula/check'
import { type Node, parseFormula } from '@gonghai/shared/rules/formula/parse'
import { FormulaError } from '@gonghai/shared/rules/formula/tokens'
import { formulaFields, keyedVocabulary, resultsOf } from '../../records/custom/formulas'

/** A formula that was understood. */
export interface FormulaDraft {
  node: Node
  checked: Checked
  /** With keys instead of labels: as it is stored. */
  keyed: string
  result: ResultKind
}

/** The name of a field in a language: the company's own, or i18n's. */
export function fieldName(object: ObjectDeclaration, name: string, field: Field, locale: Locale): string {
  if (field.labels) return inLocale(field.labels, locale)
  const t = translator(locale)
  const own = `object.${object.name}.field.${name}`
  const words = t(own)
  return words === own ? t(`object.common.field.${name}`) : words
}

function optionName(
  object: ObjectDeclaration,
  name: string,
  field: Field,
  option: string,
  locale: Locale,
): string {
  const own = field.optionLabels?.[option]
  return own ? inLocale(own, locale) : translator(locale)(`option.${object.name}.${name}.${option}`)
}

/** Names and options by their keys, or by their words in the writer's language or the first one. */
function spokenVocabulary(object: ObjectDeclaration, locale: Locale): Vocabulary {
  const fields = formulaFields(object)
  const keyed = keyedVocabulary(object)
  const locales = [locale, 'zh-CN'] as const
  return {
    find: words => {
      const byKey = keyed.find(words)
      if (byKey) return byKey
      const named = Object.entries(fields).find(([name, field]) =>
        locales.some(one => fieldName(object, name, field, one) === words),
      )
      return named && { name: named[0], field: named[1] }
    },
    option: (field, name, words) =>
      keyed.option(field, name, words) ??
      [...(field.options ?? []), ...(field.retired ?? [])].find(option =>
        locales.some(one => optionName(object, name, field, option, one) === words),
      ),
  }
}

/** Do formulas go round in a circle once `key` reads these fields? */
function circular(object: ObjectDeclaration, key: string, reads: readonly string[]): boolean {
  const seen = new Set<string>()
  const visit = (names: readonly string[]): boolean =>
    names.some(name => {
      if (name === key) return true
      const formula = object.fields[name]?.formula
      if (!formula || seen.has(name)) return false
      seen.add(name)
      return visit(readsOf(object, formula))
    })
  return visit(reads)
}

/** The fields that a stored formula reads; none where it can't be read any more. */
export function readsOf(object: ObjectDeclaration, formula: string): string[] {
  try {
    return checkFormula(parseFormula(formula), keyedVocabulary(object)).fields
  } catch (error) {
    if (error instanceof FormulaError) return []
    throw error
  }
}

/**
 * Understands a formula as a person wrote it.
 * @param key of the field that it is for, or null of a new one @param wanted kind of its value; default by its type
 * @throws FormulaError with its place
 */
export function understand(
  object: ObjectDeclaration,
  text: string,
  options: { locale: Locale; key: string | null; wanted: ResultKind | null },
): FormulaDraft {
  const { locale, key, wanted } = options
  const node = parseFormula(text)
  const checked = checkFormula(node, spokenVocabulary(object, locale))
  if (key && circular(object, key, checked.fields)) throw new FormulaError('cycle', 0)
  const results = resultsOf[checked.type]
  const result = wanted ?? (results[0] as ResultKind)
  if (!results.includes(result)) throw new FormulaError('type', 0, { found: checked.type, wanted: result })
  const keyed = rewriteFormula(text, node, checked, { field: name => name, option: one => one })
  return { node, checked, keyed, result }
}

/** A stored formula in the reader's words; as it is where it can't be read any more. */
export function spoken(object: ObjectDeclaration, formula: string, locale: Locale): string {
  try {
    const node = parseFormula(formula)
    const checked = checkFormula(node, keyedVocabulary(object))
    const fields = formulaFields(object)
    const options = new Map(
      Object.entries(fields).flatMap(([name, field]) =>
        [...(field.options ?? []), ...(field.retired ?? [])].map(
          option => [option, optionName(object, name, field, option, locale)] as const,
        ),
      ),
    )
    return rewriteFormula(formula, node, checked, {
      field: name => fieldName(object, name, fields[name]!, locale),
      option: one => options.get(one) ?? one,
    })
  } catch (error) {
    if (error instanceof FormulaError) return formula
    throw error
  }
}

/** Why a formula can't be, in the writer's language; types by their names. */
export function formulaReason(error: FormulaError, locale: Locale): string {
  const t = translator(locale)
  const typed = (words: string | number) =>
    String(words)
      .split('|')
      .map(type => t(`formula.type.${type}`))
      .join(' / ')
  const { found = '', wanted = '' } = error.params
  if (error.code === 'type') return t('formula.error.type', { found: typed(found), wanted: typed(wanted) })
  return t(`formula.error.${error.code}`, error.params)
}
