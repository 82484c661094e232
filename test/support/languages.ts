import type { Page } from 'playwright-core'
import type { Gonghai } from './gonghai'

const han = /[\u3400-\u9fff]/

/** What people write themselves, in whatever language: names, titles, addresses, the company's own fields and their options. */
const written = `
  select leaf #>> '{}' as words from (
    select to_jsonb(c) as row from customer c union all select to_jsonb(c) from contact c union all
    select to_jsonb(l) from lead l union all select to_jsonb(k) from contract k union all select to_jsonb(t) from task t union all
    select to_jsonb(f) from follow_up f union all select to_jsonb(e) from employee e union all
    select to_jsonb(d) from department d union all select to_jsonb(o) from organisation o union all
    select to_jsonb(p) from pool p union all select to_jsonb(g) from tag g union all select to_jsonb(v) from saved_view v union all
    select to_jsonb(i) from custom_field i union all select to_jsonb(s) from service_request s union all
    select to_jsonb(q) from product q) t, jsonb_path_query(t.row, 'strict $.**') leaf
  where jsonb_typeof(leaf) = 'string'`

/** Everything that somebody in sight could read: text, placeholders, what is read aloud. */
function readable(): string[] {
  const seen = (element: Element) => element.getClientRects().length > 0
  const words: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode
    // Two characters of a name.
    if (!parentElement || parentElement.closest('script, style, .avatar') || !seen(parentElement)) continue
    words.push(textContent ?? '')
  }
  for (const element of document.querySelectorAll('[placeholder], [aria-label]')) {
    if (!seen(element) || element.closest('.avatar')) continue
    words.push(element.getAttribute('placeholder') ?? '', element.getAttribute('aria-label') ?? '')
  }
  return words
}

/** The Chinese on a page that nobody in the company has written: words of the product that were not translated. */
export async function chineseLeft(page: Page, gonghai: Gonghai): Promise<string[]> {
  const rows = await gonghai.query<{ words: string }>(written)
  const own = [...new Set(rows.flatMap(({ words }) => (han.test(words) ? [words] : [])))]
  own.sort((one, two) => two.length - one.length)
  const left = (text: string) => own.reduce((rest, words) => rest.replaceAll(words, ''), text)
  const chinese = (await page.evaluate(readable)).filter(text => han.test(text) && han.test(left(text)))
  return [...new Set(chinese)]
}
