/**
 * Puts words on the clipboard; false where that is not allowed. Taro's own way draws a notice with a `<style>`, which the content
 * security policy refuses.
 */
export async function copyWords(words: string): Promise<boolean> {
  const copied = await navigator.clipboard?.writeText(words).then(
    () => true,
    () => false,
  )
  return copied || copySelected(words)
}

/** Without https, and in old web views, only what is selected can be copied. */
function copySelected(words: string): boolean {
  const area = document.createElement('textarea')
  area.value = words
  area.className = 'copy-source'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}
