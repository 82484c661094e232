/** Scrolls a field into view and puts the cursor there. */
export function showField(id: string): void {
  const row = document.getElementById(id)
  row?.scrollIntoView?.({ block: 'center', behavior: 'smooth' })
  row?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
}
